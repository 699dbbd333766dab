import { Buffer } from 'node:buffer';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { FileSource, SourceFile } from '@/lib/infra/file-source';
import { forEachConcurrently } from '@/lib/infra/concurrently';
import { batchCounts, type BatchCounts } from './batch-counts';
import { finishBatch } from './finish-batch';
import { ingestBytes, openBatch, refuse, type IngestResult } from './ingest-file';
import type { Batch } from './record-file';

/** Two large images decoded at once fit into 2 GB; libvips uses the other cores by itself. */
const PARALLEL = 2;

export interface IngestSourceInput {
  projectId: string;
  batchId: string;
  /** From openFolder or openArchiveFile; closed at the end. */
  source: FileSource;
  signal?: AbortSignal;
  /** Files handled, upper bound of their number. */
  onProgress?: (done: number, total: number) => void | Promise<void>;
  /** Every file that was not skipped, as it is done. */
  onFile?: (name: string, result: IngestResult) => void;
}

/**
 * Takes a whole folder or archive. Files that the batch's report names already are skipped, so that
 * an interrupted run goes on where it was. One bad file stops nothing.
 */
export async function ingestSource(ctx: Ctx, input: IngestSourceInput): Promise<BatchCounts> {
  authorize(ctx, 'corpus:add', input.projectId);
  const { source } = input;
  try {
    const batch = await openBatch(ctx, input);
    const reported = await reportedNames(ctx, batch.id);
    let done = 0;
    await forEachConcurrently(source.files(), PARALLEL, async (file) => {
      input.signal?.throwIfAborted();
      if (!reported.has(file.name)) {
        const result = await ingestOne(ctx, batch, file);
        input.onFile?.(file.name, result);
      }
      done += 1;
      await input.onProgress?.(done, source.total);
    });
    await input.onProgress?.(done, done);
    await finishBatch(ctx, input);
    return await batchCounts(ctx.db, batch.id);
  } finally {
    await source.close();
  }
}

async function ingestOne(ctx: Ctx, batch: Batch, file: SourceFile): Promise<IngestResult> {
  if (file.refused) return refuse(ctx, batch, file.name, file.refused);
  const content = await file.read();
  return Buffer.isBuffer(content)
    ? ingestBytes(ctx, batch, file.name, content)
    : refuse(ctx, batch, file.name, content);
}

async function reportedNames(ctx: Ctx, batchId: string): Promise<Set<string>> {
  const rows = await ctx.db.uploadFile.findMany({ where: { batchId }, select: { name: true } });
  return new Set(rows.map((row) => row.name));
}
