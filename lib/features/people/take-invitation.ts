/** The parts of accepting that a new account, a signed-in person and an OAuth identity share. */
import { AppError } from '@/lib/domain/errors';
import type { Role } from '@/lib/domain/permissions';
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import { insertMember, notYourOwnRole } from './add-member';
import { lockInstanceAdmins, lockMembers } from './last-admin';
import { enterStudy } from './enter-study';
import { INVITER, mayStillInvite } from './inviter';
import { hashToken } from './tokens';

export interface Joining {
  userId: string;
  email: string;
  name: string;
}

interface Taken {
  id: string;
  projectId: string | null;
  role: Role | null;
  instanceAdmin: boolean;
  email: string | null;
  studyId: string | null;
  createdById: string;
}

/** Not the project: its address is not for raters, and the start page leads everybody to the right place. */
export interface Joined {
  role: Role | null;
}

/**
 * Uses the invitation up, makes the person a member, enters the study when it names one, and audits,
 * all in the caller's transaction. Throws 'conflict' when the invitation cannot be used any more,
 * 'forbidden' when it is for another address or the person's own: nobody changes his own role.
 */
export async function takeInvitation(
  tx: Tx,
  ctx: Pick<Ctx, 'clock'>,
  token: string,
  person: Joining,
): Promise<Joined> {
  await lockRights(tx, token);
  const taken = await useUp(tx, ctx, token, person.userId);
  if (taken.email !== null && taken.email !== person.email) throw invitationForOther();
  if (taken.createdById === person.userId) throw notYourOwnRole();
  const inviter = await tx.user.findUniqueOrThrow({
    where: { id: taken.createdById },
    select: INVITER.select,
  });
  if (!mayStillInvite(inviter, taken.projectId)) throw invitationGone();
  if (taken.instanceAdmin) {
    await tx.user.update({ where: { id: person.userId }, data: { instanceAdmin: true } });
  }
  if (taken.projectId !== null && taken.role !== null) {
    await join(tx, ctx, { ...taken, projectId: taken.projectId, role: taken.role }, person.userId);
  }
  const actor = {
    kind: 'user' as const,
    ...person,
    instanceAdmin: false,
    projectId: taken.projectId,
    role: taken.role,
  };
  await audit(
    tx,
    { ...ctx, actor },
    {
      projectId: taken.projectId,
      action: 'invitation.accept',
      subjectType: 'Invitation',
      subjectId: taken.id,
      data: { name: person.name, role: taken.role, studyId: taken.studyId },
    },
  );
  return { role: taken.role };
}

/**
 * Holds who may invite here until the transaction ends, before the invitation's row is touched: who
 * takes the right away takes the two in this order as well.
 */
async function lockRights(tx: Tx, token: string): Promise<void> {
  const invitation = await tx.invitation.findUnique({
    where: { tokenHash: hashToken(token) },
    select: { projectId: true },
  });
  if (!invitation) throw invitationGone();
  if (invitation.projectId === null) await lockInstanceAdmins(tx);
  else await lockMembers(tx, invitation.projectId);
}

/** Throws 'conflict' for a link that lets nobody in; decides nothing else, and costs one query. */
export async function refuseDeadInvitation(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  token: string,
): Promise<void> {
  const open = await ctx.db.invitation.findFirst({
    where: {
      tokenHash: hashToken(token),
      usedAt: null,
      revokedAt: null,
      expiresAt: { gt: ctx.clock.now() },
    },
    select: { projectId: true, createdBy: INVITER },
  });
  if (!open || !mayStillInvite(open.createdBy, open.projectId)) throw invitationGone();
}

/** One statement decides who uses it, however many try at once. */
async function useUp(
  tx: Tx,
  ctx: Pick<Ctx, 'clock'>,
  token: string,
  userId: string,
): Promise<Taken> {
  const now = ctx.clock.now();
  const rows = await tx.$queryRaw<Taken[]>`
    UPDATE "Invitation" SET "usedAt" = ${now}, "usedById" = ${userId}::uuid
    WHERE "tokenHash" = ${hashToken(token)}
      AND "usedAt" IS NULL AND "revokedAt" IS NULL AND "expiresAt" > ${now}
    RETURNING "id", "projectId", "role"::text AS "role", "instanceAdmin", "email", "studyId",
      "createdById"`;
  const taken = rows[0];
  if (!taken) throw invitationGone();
  return taken;
}

async function join(
  tx: Tx,
  ctx: Pick<Ctx, 'clock'>,
  invitation: { projectId: string; role: Role; studyId: string | null },
  userId: string,
): Promise<void> {
  const { projectId, role, studyId } = invitation;
  const member = await tx.membership.findUnique({
    where: { userId_projectId: { userId, projectId } },
    select: { role: true },
  });
  // A rater who is in the project already may be invited to one more study; any other change of a
  // role is an administrator's explicit act.
  const oneMoreStudy = member?.role === 'RATER' && role === 'RATER' && studyId !== null;
  if (!oneMoreStudy) await insertMember(tx, ctx, { projectId, userId, role });
  if (studyId !== null) await enterStudy(tx, ctx, { projectId, studyId, userId });
}

export const invitationGone = (): AppError =>
  new AppError('conflict', 'This invitation was used, revoked or has expired. Ask for a new one.', {
    key: 'invitationGone',
  });

const invitationForOther = (): AppError =>
  new AppError(
    'forbidden',
    'This invitation is for another e-mail address. Sign in with that address, or ask for a new invitation.',
    { key: 'invitationForOther' },
  );
