import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { importPayload, type ImportPayload } from './schemas';

/** Takes an uploaded benchmark into a project. */
export const importBenchmarkJob: JobDefinition<ImportPayload> = {
  kind: 'import-benchmark',
  parse: (payload) => importPayload.parse(payload),
  load: async () => (await import('./import-benchmark.handler')).handler,
};
