import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { pullPayload, type PullPayload } from './schemas';

/** Downloads one encoder of the catalogue, checks and runs it. */
export const pullJob: JobDefinition<PullPayload> = {
  kind: 'pull-encoder',
  parse: (payload) => pullPayload.parse(payload),
  load: async () => (await import('./pull.handler')).handler,
};
