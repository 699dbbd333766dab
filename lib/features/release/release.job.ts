import { join } from 'node:path';
import { env } from '@/lib/infra/env';
import type { JobDefinition } from '@/lib/infra/jobs/queue';
import { releasePayload, type ReleasePayload } from './schemas';

export const releaseJob: JobDefinition<ReleasePayload> = {
  kind: 'release',
  parse: (payload) => releasePayload.parse(payload),
  // Archives are built beside the storage, so that publishing one is a rename.
  load: async () =>
    (await import('./release.handler')).makeReleaseHandler({ scratch: join(env().dataDir, 'tmp') }),
};
