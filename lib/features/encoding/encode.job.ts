import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { encodePayload, type EncodePayload } from './schemas';

/** Encodes what is missing, with every usable encoder or the named ones. */
export const encodeJob: JobDefinition<EncodePayload> = {
  kind: 'encode',
  parse: (payload) => encodePayload.parse(payload),
  load: async () => (await import('./encode.handler')).handler,
};
