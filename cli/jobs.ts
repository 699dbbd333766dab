/** All jobs of the worker, composed from the features: the one place where one feature serves another. */
import { checkJob } from '@/lib/features/checks/check.job';
import { encodeJob } from '@/lib/features/encoding/encode.job';
import { scoreEncodersJob } from '@/lib/features/evaluation/score-encoders.job';
import { hygieneJob } from '@/lib/features/hygiene/hygiene.job';
import { ingestJob } from '@/lib/features/corpus/ingest.job';
import { mineJob } from '@/lib/features/mining/mine.job';
import { releaseJob } from '@/lib/features/release/release.job';
import { runnable, type JobKind, type RunnableJob } from '@/lib/infra/jobs/queue';

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
} satisfies Record<JobKind, RunnableJob>;
