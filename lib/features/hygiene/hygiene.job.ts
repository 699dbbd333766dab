import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { hygienePayload, type HygienePayload } from './schemas';

/** Measures the images of a project and flags what would waste people's time. */
export const hygieneJob: JobDefinition<HygienePayload> = {
  kind: 'hygiene',
  parse: (payload) => hygienePayload.parse(payload),
  load: async () => (await import('./hygiene.handler')).handler,
};
