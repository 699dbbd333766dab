import { Readable } from 'node:stream';
import { z } from 'zod';
import { notFound } from '@/lib/domain/errors';
import { PAIR_FORMATS, type PairFormat } from '@/lib/domain/formats/pair-file';
import { exportPairs } from '@/lib/features/mining/export-pairs';
import { defineRoute } from '@/lib/server/define-route';

const TYPES: Record<PairFormat, string> = {
  parquet: 'application/vnd.apache.parquet',
  json: 'application/json',
  jsonl: 'application/jsonl',
  csv: 'text/csv; charset=utf-8',
};

export const GET = defineRoute({
  scope: 'mining:view',
  query: z.object({ format: z.enum(PAIR_FORMATS).default('parquet') }),
  run: async (ctx, { params, query, project, request }) => {
    const run = z.uuid().safeParse(params.run);
    if (!run.success) throw notFound('The mining run');
    const { format } = query;
    const file = await exportPairs(
      ctx,
      { projectId: project.id, runId: run.data, format },
      { signal: request.signal },
    );
    // By bytes, not by pieces: a slow reader must not fill the memory.
    const readable = Readable.from(file.bytes, { objectMode: false });
    const stream = Readable.toWeb(readable) as ReadableStream;
    const name = `blindpair-${project.slug}-pairs-${run.data}.${format}`;
    return new Response(stream, {
      headers: {
        'cache-control': 'private, no-cache',
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
      },
    });
  },
});
