import { notFound } from '@/lib/domain/errors';
import type { JobHandler } from '@/lib/infra/jobs/queue';
import { findFlags } from './find-flags';
import { measureMissing } from './measure-missing';
import { thresholdFields, type HygienePayload } from './schemas';
import { storeFlags } from './store-flags';

/**
 * One check: measure what was not measured yet, judge, find copies, store. Running it again after an
 * interruption measures only the rest; a finished run is left as it is.
 */
export const handler: JobHandler<HygienePayload> = async (ctx, { runId }, job) => {
  const { projectId, signal } = job;
  const run = await ctx.db.hygieneRun.findFirst({ where: { id: runId, projectId } });
  if (!run) throw notFound('The check');
  if (run.finishedAt) return { runId, images: run.images ?? 0, flagged: run.flagged ?? 0 };

  const { measured } = await measureMissing(ctx, {
    projectId,
    signal,
    progress: (done, total) => job.progress({ done, total, step: 'measure' }),
  });
  const { images, flags } = await findFlags(ctx, {
    projectId,
    thresholds: thresholdFields.parse(run.thresholds),
    signal,
    progress: (done, total) => job.progress({ done, total, step: 'duplicates' }),
  });
  await storeFlags(ctx, { projectId, runId, images, flags, signal });
  return { runId, images, measured, flagged: new Set(flags.map((flag) => flag.imageId)).size };
};
