import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { ingestPayload, type IngestPayload } from './schemas';

/** Takes the images of an uploaded archive into the corpus. */
export const ingestJob: JobDefinition<IngestPayload> = {
  kind: 'ingest',
  parse: (payload) => ingestPayload.parse(payload),
  load: async () => (await import('./ingest.handler')).handler,
};
