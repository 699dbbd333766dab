import { Readable } from 'node:stream';
import { z } from 'zod';
import { notFound } from '@/lib/domain/errors';
import { publishedRelease } from '@/lib/features/release/release-file';
import { defineRoute } from '@/lib/server/define-route';

export const GET = defineRoute({
  scope: 'release:download',
  run: async (ctx, { params, project }) => {
    const version = z.coerce.number().int().positive().safeParse(params.version);
    if (!version.success) throw notFound('The release');
    const file = await publishedRelease(ctx, { projectId: project.id, version: version.data });
    const stream = Readable.toWeb(await ctx.storage.stream(file.storageKey)) as ReadableStream;
    const name = `blindpair-${project.slug}-v${file.version}.zip`;
    return new Response(stream, {
      headers: {
        etag: `"${file.sha256}"`,
        'cache-control': 'private, no-cache',
        'content-type': 'application/zip',
        'content-length': String(file.bytes),
        'content-disposition': `attachment; filename="${name}"`,
        'x-content-type-options': 'nosniff',
      },
    });
  },
});
