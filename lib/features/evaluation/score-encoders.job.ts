import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { scorePayload, type ScorePayload } from './schemas';

export const scoreEncodersJob: JobDefinition<ScorePayload> = {
  kind: 'score-encoders',
  parse: (payload) => scorePayload.parse(payload),
  load: async () => (await import('./score-encoders.handler')).handler,
};
