/** All jobs of the worker, composed from the features: the one place where one feature serves another. */
import { importBenchmarkJob } from '@/lib/features/benchmark/import-benchmark.job';
import { checkJob } from '@/lib/features/checks/check.job';
import { encodeJob } from '@/lib/features/encoding/encode.job';
import { scoreEncodersJob } from '@/lib/features/evaluation/score-encoders.job';
import { hygieneJob } from '@/lib/features/hygiene/hygiene.job';
import { ingestJob } from '@/lib/features/corpus/ingest.job';
import { pullJob } from '@/lib/features/models/pull.job';
import { verifyJob } from '@/lib/features/models/verify.job';
import { lensJob } from '@/lib/features/mining/lens/lens.job';
import { mineJob } from '@/lib/features/mining/mine.job';
import { releaseJob } from '@/lib/features/release/release.job';
import { runnable, type JobKind, type RunnableJob } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';

export const definitions = {
  ingest: runnable(ingestJob),
  hygiene: runnable(hygieneJob),
  encode: runnable(encodeJob),
  mine: runnable(
    mineJob(async () => ({
      encodeMissing: (await import('@/lib/features/encoding/encode-missing')).encodeMissing,
    })),
  ),
  check: runnable(checkJob),
  release: runnable(releaseJob),
  'score-encoders': runnable(scoreEncodersJob),
  'pull-encoder': runnable(pullJob),
  'verify-encoders': runnable(verifyJob),
  lens: runnable(lensJob),
  'import-benchmark': runnable(importBenchmarkJob),
} satisfies Record<JobKind, RunnableJob>;

/** What a worker without a job does: it joins the encodings and the mining runs of others. */
export const whenIdle = async (
  ctx: WorkerCtx,
  signal: AbortSignal,
  idle: () => boolean,
): Promise<void> => {
  const [{ helpEncoding }, { helpMining }] = await Promise.all([
    import('@/lib/features/encoding/help-encoding'),
    import('@/lib/features/mining/tiles/help-mining'),
  ]);
  try {
    await helpEncoding(ctx, signal);
  } finally {
    // Tiles take no encoder: one that fails here keeps nobody from comparing.
    if (!signal.aborted) await helpMining(ctx, signal, idle);
  }
};

/** Files of mining runs that nobody will go on with. */
export const sweep = async (ctx: WorkerCtx): Promise<number> =>
  (await import('@/lib/features/mining/tiles/sweep-tiles')).sweepTiles(ctx);
