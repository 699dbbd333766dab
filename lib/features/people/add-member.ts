import { AppError, notFound } from '@/lib/domain/errors';
import type { Role } from '@/lib/domain/permissions';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { lockMembers } from './last-admin';
import { refuseUnblindRater, rememberAccess } from './rater-rules';

interface NewMember {
  projectId: string;
  userId: string;
  role: Role;
}

/** Gives an existing person a role in a project. For the command line; the web invites. */
export async function addMember(ctx: Ctx, input: NewMember): Promise<void> {
  authorize(ctx, 'people:manage', input.projectId);
  if (ctx.actor.kind === 'user' && ctx.actor.userId === input.userId) throw notYourOwnRole();
  await inTransaction(ctx.db, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: input.userId }, select: { name: true } });
    if (!user) throw notFound('The account');
    await insertMember(tx, ctx, input);
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'member.add',
      subjectType: 'User',
      subjectId: input.userId,
      data: { name: user.name, role: input.role },
    });
  });
}

/** Writes the membership under the rules of blindness. Throws 'conflict' for a member. */
export async function insertMember(
  tx: Tx,
  ctx: Pick<Ctx, 'clock'>,
  { projectId, userId, role }: NewMember,
): Promise<void> {
  await lockMembers(tx, projectId);
  if (role === 'RATER') await refuseUnblindRater(tx, projectId, userId);
  const now = ctx.clock.now();
  const { count } = await tx.membership.createMany({
    data: [{ projectId, userId, role, everHeldAccess: role !== 'RATER', createdAt: now }],
    skipDuplicates: true,
  });
  if (count === 0) {
    throw new AppError('conflict', 'This person is a member of the project already.', {
      key: 'alreadyMember',
    });
  }
  await rememberAccess(tx, now, { projectId, userId, role });
}

export const notYourOwnRole = (): AppError =>
  new AppError('forbidden', 'Nobody changes their own role. Ask another administrator.', {
    key: 'notYourOwnRole',
  });
