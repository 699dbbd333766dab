import type { JobDefinition } from '@/lib/infra/jobs/queue';
import type { MineDependencies } from './mine.handler';
import { minePayload, type MinePayload } from './schemas';

/** Encoding belongs to another feature; whoever composes the jobs hands it in, loaded when needed. */
export const mineJob = (
  dependencies: () => Promise<MineDependencies>,
): JobDefinition<MinePayload> => ({
  kind: 'mine',
  parse: (payload) => minePayload.parse(payload),
  load: async () => (await import('./mine.handler')).makeMineHandler(await dependencies()),
});
