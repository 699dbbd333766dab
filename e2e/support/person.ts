/** People of a running instance, as many as a spec needs. */
import { addMember } from '@/lib/features/people/add-member';
import { createUser } from '@/lib/features/people/create-user';
import { systemClock } from '@/lib/infra/clock';
import { createDb } from '@/lib/infra/db/client';
import { createJobQueue } from '@/lib/infra/jobs/boss-queue';
import { log } from '@/lib/infra/log';
import { systemRng } from '@/lib/infra/rng';
import { createDiskStorage } from '@/lib/infra/storage/disk';
import { databaseUrlOf } from './database';
import type { Membership, Person } from './world';

/**
 * Makes an account with a random password; with a project and a role, a member as well. The use-cases of
 * `blindpair user add`, on the database that this finds too, without a process for each of thirty people.
 */
export async function newPerson(dataDir: string, email: string, as?: Membership): Promise<Person> {
  const db = createDb(await databaseUrlOf(dataDir), { poolSize: 1 });
  try {
    const ctx = {
      ...{ db, log, clock: systemClock, rng: systemRng },
      storage: createDiskStorage(dataDir),
      jobs: createJobQueue(),
      actor: { kind: 'system', label: 'e2e' } as const,
    };
    const name = email.split('@')[0] ?? email;
    const made = await createUser(ctx, { email, name, instanceAdmin: as === 'admin' });
    if (as && as !== 'admin') {
      const { id } = await db.project.findUniqueOrThrow({
        where: { slug: as.project },
        select: { id: true },
      });
      await addMember(ctx, { userId: made.userId, projectId: id, role: as.role });
    }
    return { id: made.userId, email, password: made.generatedPassword ?? '' };
  } finally {
    await db.$disconnect();
  }
}
