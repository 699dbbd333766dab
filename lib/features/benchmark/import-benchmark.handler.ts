import { isAppError } from '@/lib/domain/errors';
import { openStoredArchive } from '@/lib/infra/archive';
import type { JobHandler, JobResult } from '@/lib/infra/jobs/queue';
import { importBenchmark } from './import-benchmark';
import type { ImportPayload } from './schemas';

/** A refused archive goes as well: it is mended and uploaded again. One that was interrupted is kept. */
export const handler: JobHandler<ImportPayload> = async (ctx, payload, job) => {
  const { uploadKey, ...fields } = payload;
  try {
    const { benchmarkId, pairs, numbers, leftOut } = await importBenchmark(ctx, {
      ...fields,
      projectId: job.projectId,
      files: await openStoredArchive(ctx.storage, uploadKey),
      signal: job.signal,
      onProgress: (done, total) => job.progress({ done, total, step: 'ingest' }),
    });
    await ctx.storage.delete(uploadKey);
    const result: JobResult = { benchmarkId, pairs, ...numbers, leftOut: leftOut.positions };
    return result;
  } catch (error) {
    if (!isAppError(error)) throw error;
    await ctx.storage.delete(uploadKey);
    // An earlier attempt died after its transaction, before the job was closed.
    if (job.attempt > 1 && error.key === 'benchmarkKnown') return { already: true };
    throw error;
  }
};
