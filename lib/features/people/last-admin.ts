/**
 * Somebody can always let people in. Changes of a project's members run one after the other (an
 * advisory lock), so that two administrators who remove each other at the same moment do not both
 * succeed.
 */
import { AppError } from '@/lib/domain/errors';
import type { Tx } from '@/lib/infra/db/client';

/** Holds the project's list of members until the transaction ends. Take it before reading a membership. */
export async function lockMembers(tx: Tx, projectId: string): Promise<void> {
  await lock(tx, `members:${projectId}`);
}

/** Holds the list of instance administrators. Take it before any lockMembers. */
export async function lockInstanceAdmins(tx: Tx): Promise<void> {
  await lock(tx, 'instance-admins');
}

async function lock(tx: Tx, key: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))`;
}

/** Throws 'conflict' when no other enabled person is ADMIN of the project. */
export async function refuseLastProjectAdmin(
  tx: Tx,
  projectId: string,
  userId: string,
): Promise<void> {
  const others = await tx.membership.count({
    where: { projectId, role: 'ADMIN', userId: { not: userId }, user: { disabledAt: null } },
  });
  if (others > 0) return;
  throw new AppError(
    'conflict',
    'This is the last administrator of the project. Make another person administrator first.',
    { key: 'lastProjectAdmin' },
  );
}

/** Throws 'conflict' when no other enabled person administers the instance. */
export async function refuseLastInstanceAdmin(tx: Tx, userId: string): Promise<void> {
  const others = await tx.user.count({
    where: { instanceAdmin: true, disabledAt: null, id: { not: userId } },
  });
  if (others > 0) return;
  throw new AppError(
    'conflict',
    'This is the last administrator of the instance. Create another one first.',
    { key: 'lastInstanceAdmin' },
  );
}
