import { toKilobytes } from '@/lib/domain/job-progress';
import type { JobHandler } from '@/lib/infra/jobs/queue';
import { tryApart } from '@/lib/infra/models/try-apart';
import { verifyEncoders } from '@/lib/infra/models/verify';
import type { VerifyPayload } from './schemas';

/** An encoder that fails is a result, not a failure of the job. */
export const handler: JobHandler<VerifyPayload> = async (ctx, { encoderIds }, job) => {
  const results = await verifyEncoders(ctx.encoders, {
    only: encoderIds,
    rehash: {
      signal: job.signal,
      onBytes: (read, total) =>
        void job.progress({ done: toKilobytes(read), total: toKilobytes(total), step: 'hash' }),
    },
    tryOut: tryApart,
  });
  return { results: results.map((result) => ({ ...result })) };
};
