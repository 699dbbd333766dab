/** The web server's long-lived parts, made once per process. */
import { systemClock } from '@/lib/infra/clock';
import type { Ctx } from '@/lib/infra/context';
import { createDb, type Db } from '@/lib/infra/db/client';
import { env } from '@/lib/infra/env';
import { createJobQueue } from '@/lib/infra/jobs/boss-queue';
import type { JobQueue } from '@/lib/infra/jobs/queue';
import { log } from '@/lib/infra/log';
import { systemRng } from '@/lib/infra/rng';
import { createDiskStorage } from '@/lib/infra/storage/disk';
import type { Storage } from '@/lib/infra/storage/storage';
import type { Actor } from '@/lib/domain/permissions';
import { AppError } from '@/lib/domain/errors';

interface Services {
  db: Db;
  storage: Storage;
  jobs: JobQueue;
}

// Next loads server code in several bundles and again on each hot reload; the pools must not multiply.
const holder = globalThis as typeof globalThis & { __blindpair?: Services };

export function services(): Services {
  if (!holder.__blindpair) {
    const { DATABASE_URL, dataDir } = env();
    if (!DATABASE_URL) {
      throw new AppError(
        'unavailable',
        'No database is set. Start with `npm run demo` or `node cli/blindpair.mjs up`, or set DATABASE_URL.',
      );
    }
    holder.__blindpair = {
      db: createDb(DATABASE_URL),
      storage: createDiskStorage(dataDir),
      jobs: createJobQueue(),
    };
  }
  return holder.__blindpair;
}

export function makeCtx(actor: Actor): Ctx {
  return { ...services(), clock: systemClock, rng: systemRng, log, actor };
}
