import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { verifyPayload, type VerifyPayload } from './schemas';

/** Hashes every file of installed encoders anew and runs each encoder once. */
export const verifyJob: JobDefinition<VerifyPayload> = {
  kind: 'verify-encoders',
  parse: (payload) => verifyPayload.parse(payload),
  load: async () => (await import('./verify.handler')).handler,
};
