import { openStoredArchive } from '@/lib/infra/archive';
import type { JobHandler } from '@/lib/infra/jobs/queue';
import { batchCounts } from './batch-counts';
import { ingestSource } from './ingest-source';
import type { IngestPayload } from './schemas';

export const handler: JobHandler<IngestPayload> = async (ctx, { batchId, uploadKey }, job) => {
  if ((await ctx.storage.stat(uploadKey)) === null && (await isFinished(ctx, batchId))) {
    // An earlier attempt died after the archive was removed, before the job was closed.
    return { batchId, ...(await batchCounts(ctx.db, batchId)) };
  }
  const counts = await ingestSource(ctx, {
    projectId: job.projectId,
    batchId,
    source: await openStoredArchive(ctx.storage, uploadKey),
    signal: job.signal,
    onProgress: (done, total) => job.progress({ done, total, step: 'ingest' }),
  });
  // The images are in; the archive is no longer needed.
  await ctx.storage.delete(uploadKey);
  return { batchId, ...counts };
};

async function isFinished(
  ctx: Parameters<JobHandler<IngestPayload>>[0],
  batchId: string,
): Promise<boolean> {
  const batch = await ctx.db.uploadBatch.findUnique({
    where: { id: batchId },
    select: { finishedAt: true },
  });
  return batch?.finishedAt != null;
}
