import { AppError, notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { revokeInvitationsOf } from './inviter';
import {
  lockInstanceAdmins,
  lockMembers,
  refuseLastInstanceAdmin,
  refuseLastProjectAdmin,
} from './last-admin';

/**
 * Ends all sessions of a person at once and lets nobody in under the account. What the person made
 * stays, but for their unused invitations. Throws 'conflict' for oneself and for the last administrator of anything.
 */
export async function disableUser(ctx: Ctx, input: { userId: string }): Promise<void> {
  authorize(ctx, 'instance:admin');
  if (ctx.actor.kind === 'user' && ctx.actor.userId === input.userId) {
    throw new AppError(
      'conflict',
      'You cannot disable your own account. Ask another administrator.',
      {
        key: 'notYourself',
      },
    );
  }
  await inTransaction(ctx.db, async (tx) => {
    await lockInstanceAdmins(tx);
    const user = await tx.user.findUnique({
      where: { id: input.userId },
      select: {
        name: true,
        instanceAdmin: true,
        disabledAt: true,
        memberships: {
          where: { role: 'ADMIN', project: { archivedAt: null } },
          select: { projectId: true },
          orderBy: { projectId: 'asc' },
        },
      },
    });
    if (!user) throw notFound('The account');
    if (user.disabledAt !== null) return;
    if (user.instanceAdmin) await refuseLastInstanceAdmin(tx, input.userId);
    // In one order everywhere, so that two of these never wait for each other.
    for (const { projectId } of user.memberships) {
      await lockMembers(tx, projectId);
      await refuseLastProjectAdmin(tx, projectId, input.userId);
    }
    await set(tx, ctx, input.userId, user.name, ctx.clock.now());
  });
}

/** Lets a disabled person sign in again; old sessions stay ended. */
export async function enableUser(ctx: Ctx, input: { userId: string }): Promise<void> {
  authorize(ctx, 'instance:admin');
  await inTransaction(ctx.db, async (tx) => {
    const user = await tx.user.findUnique({
      where: { id: input.userId },
      select: { name: true, disabledAt: true },
    });
    if (!user) throw notFound('The account');
    if (user.disabledAt !== null) await set(tx, ctx, input.userId, user.name, null);
  });
}

async function set(tx: Tx, ctx: Ctx, userId: string, name: string, disabledAt: Date | null) {
  await tx.user.update({
    where: { id: userId },
    data: { disabledAt, sessionVersion: { increment: 1 } },
  });
  if (disabledAt) await revokeInvitationsOf(tx, ctx, userId);
  await audit(tx, ctx, {
    action: disabledAt ? 'user.disable' : 'user.enable',
    subjectType: 'User',
    subjectId: userId,
    data: { name },
  });
}
