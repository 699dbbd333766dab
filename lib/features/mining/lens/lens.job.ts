import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { lensPayload, type LensPayload } from './schemas';

/** Compares the patch tokens of a pair's two images. */
export const lensJob: JobDefinition<LensPayload> = {
  kind: 'lens',
  parse: (payload) => lensPayload.parse(payload),
  load: async () => (await import('./lens.handler')).handler,
};
