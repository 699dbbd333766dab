import type { JobHandler } from '@/lib/infra/jobs/queue';
import { encodeMissing } from './encode-missing';
import type { EncodePayload } from './schemas';

export const handler: JobHandler<EncodePayload> = async (ctx, payload, job) => {
  const usable = (await ctx.encoders.list()).filter((encoder) => encoder.usable);
  const ids = payload.encoderIds ?? usable.map((encoder) => encoder.id);
  const encoded: Record<string, number> = {};
  for (const [k, encoderId] of ids.entries()) {
    const result = await encodeMissing(ctx, {
      projectId: job.projectId,
      encoderId,
      signal: job.signal,
      progress: (done, total) =>
        job.progress({ done: k * total + done, total: ids.length * total, step: 'encode' }),
    });
    encoded[encoderId] = result.encoded;
  }
  return { encoded };
};
