/** Raters stay blind: nobody rates in a project whose pairs he may have seen. */
import { AppError } from '@/lib/domain/errors';
import type { Role } from '@/lib/domain/permissions';
import type { Tx } from '@/lib/infra/db/client';

/** Throws 'conflict' when the person ever held another role in the project, or administers the instance. */
export async function refuseUnblindRater(tx: Tx, projectId: string, userId: string): Promise<void> {
  const [held, user] = await Promise.all([
    tx.pastAccess.findUnique({
      where: { userId_projectId: { userId, projectId } },
      select: { since: true },
    }),
    tx.user.findUnique({ where: { id: userId }, select: { instanceAdmin: true } }),
  ]);
  if (held) {
    throw new AppError(
      'conflict',
      'This person has held another role in this project and may have seen its pairs, so they cannot rate here. Invite somebody else.',
      { key: 'raterSawPairs' },
    );
  }
  if (user?.instanceAdmin) {
    throw new AppError(
      'conflict',
      'An instance administrator can open every project and so cannot rate. Use a second account without that right.',
      { key: 'raterIsInstanceAdmin' },
    );
  }
}

/** Remembers for good that the person may see pairs from now on. Raters leave no mark. */
export async function rememberAccess(
  tx: Tx,
  now: Date,
  member: { projectId: string; userId: string; role: Role },
): Promise<void> {
  if (member.role === 'RATER') return;
  await tx.pastAccess.createMany({
    data: [{ projectId: member.projectId, userId: member.userId, since: now }],
    skipDuplicates: true,
  });
}
