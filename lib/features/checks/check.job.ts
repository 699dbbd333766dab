import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { checkPayload, type CheckPayload } from './schemas';

export const checkJob: JobDefinition<CheckPayload> = {
  kind: 'check',
  parse: (payload) => checkPayload.parse(payload),
  load: async () => (await import('./check.handler')).handler,
};
