/**
 * An invitation is worth what its maker's right to invite is worth: it dies with that right. Otherwise
 * somebody who is removed could keep a link in a drawer and come back by it. What takes the right
 * away revokes the invitations (revokeInvitationsOf); reading one asks again.
 */
import { can, type Actor, type Role } from '@/lib/domain/permissions';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';

export const INVITER = {
  select: {
    id: true,
    name: true,
    email: true,
    disabledAt: true,
    instanceAdmin: true,
    memberships: { select: { projectId: true, role: true } },
  },
} as const;

interface Inviter {
  id: string;
  name: string;
  email: string;
  disabledAt: Date | null;
  instanceAdmin: boolean;
  memberships: readonly { projectId: string; role: Role }[];
}

/** The inviter as they would act now; nobody once disabled. */
export function inviterActor(inviter: Inviter, projectId: string | null): Actor {
  if (inviter.disabledAt !== null) return { kind: 'anonymous' };
  const { id: userId, name, email, instanceAdmin, memberships } = inviter;
  const role = memberships.find((own) => own.projectId === projectId)?.role ?? null;
  return { kind: 'user', userId, name, email, instanceAdmin, projectId, role };
}

/** `projectId` is null for an invitation to the instance. */
export function mayStillInvite(inviter: Inviter, projectId: string | null): boolean {
  const actor = inviterActor(inviter, projectId);
  return projectId === null ? can(actor, 'instance:admin') : can(actor, 'people:manage', projectId);
}

/** Revokes the unused invitations of a person that are dead now: a right that comes back does not revive them. */
export async function revokeInvitationsOf(
  tx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  userId: string,
): Promise<void> {
  const inviter = await tx.user.findUniqueOrThrow({ where: { id: userId }, ...INVITER });
  const unused = { createdById: userId, usedAt: null, revokedAt: null };
  const open = await tx.invitation.findMany({
    where: unused,
    select: { id: true, projectId: true },
  });
  const dead = open.filter(({ projectId }) => !mayStillInvite(inviter, projectId));
  if (dead.length === 0) return;
  // Not those that somebody has just used: that came first.
  const revoked = await tx.invitation.updateManyAndReturn({
    where: { ...unused, id: { in: dead.map(({ id }) => id) } },
    data: { revokedAt: ctx.clock.now() },
    select: { id: true, projectId: true },
  });
  for (const { id, projectId } of revoked) {
    await audit(tx, ctx, {
      projectId,
      action: 'invitation.revoke',
      subjectType: 'Invitation',
      subjectId: id,
      data: { inviter: inviter.name },
    });
  }
}
