import { notFound } from '@/lib/domain/errors';
import type { Role } from '@/lib/domain/permissions';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { timeIsUp } from '@/lib/infra/rater-time';
import { withdrawRating } from '@/lib/infra/withdraw-rating';
import { notYourOwnRole } from './add-member';
import { revokeInvitationsOf } from './inviter';
import { lockMembers, refuseLastProjectAdmin } from './last-admin';
import { refuseUnblindRater, rememberAccess } from './rater-rules';

/**
 * Changes another person's role; their sessions end, so that it holds at once, and so do invitations
 * that they could not make any more. A rater who gets a role that sees pairs is withdrawn from unfinished
 * studies, with all answers in them, and never rates in this project again.
 */
export async function changeRole(
  ctx: Ctx,
  input: { projectId: string; userId: string; role: Role },
): Promise<void> {
  const { projectId, userId, role } = input;
  authorize(ctx, 'people:manage', projectId);
  if (ctx.actor.kind === 'user' && ctx.actor.userId === userId) throw notYourOwnRole();
  await inTransaction(ctx.db, async (tx) => {
    const before = await lockMember(tx, projectId, userId);
    if (before.role === role) return;
    if (before.role === 'ADMIN') await refuseLastProjectAdmin(tx, projectId, userId);
    if (role === 'RATER') await refuseUnblindRater(tx, projectId, userId);
    if (before.role === 'RATER') await withdrawFromStudies(tx, ctx, projectId, userId);
    await tx.membership.update({
      where: { userId_projectId: { userId, projectId } },
      data: { role, everHeldAccess: true },
    });
    await rememberAccess(tx, ctx.clock.now(), { projectId, userId, role });
    await endSessions(tx, userId);
    await revokeInvitationsOf(tx, ctx, userId);
    await audit(tx, ctx, {
      projectId,
      action: 'member.changeRole',
      subjectType: 'User',
      subjectId: userId,
      data: { name: before.name, from: before.role, to: role },
    });
  });
}

/**
 * Takes another person out of the project. Work and history stay, and the memory of having seen pairs; not the
 * answers of a rater amid a study, who is withdrawn from it.
 */
export async function removeMember(
  ctx: Ctx,
  input: { projectId: string; userId: string },
): Promise<void> {
  const { projectId, userId } = input;
  authorize(ctx, 'people:manage', projectId);
  if (ctx.actor.kind === 'user' && ctx.actor.userId === userId) throw notYourOwnRole();
  await inTransaction(ctx.db, async (tx) => {
    const before = await lockMember(tx, projectId, userId);
    if (before.role === 'ADMIN') await refuseLastProjectAdmin(tx, projectId, userId);
    if (before.role === 'RATER') await withdrawFromStudies(tx, ctx, projectId, userId);
    await tx.membership.delete({ where: { userId_projectId: { userId, projectId } } });
    await endSessions(tx, userId);
    await revokeInvitationsOf(tx, ctx, userId);
    await audit(tx, ctx, {
      projectId,
      action: 'member.remove',
      subjectType: 'User',
      subjectId: userId,
      data: { name: before.name, role: before.role },
    });
  });
}

async function lockMember(tx: Tx, projectId: string, userId: string) {
  await lockMembers(tx, projectId);
  const member = await tx.membership.findUnique({
    where: { userId_projectId: { userId, projectId } },
    select: { role: true, user: { select: { name: true } } },
  });
  if (!member) throw notFound('The member');
  return { role: member.role, name: member.user.name };
}

/**
 * From those that may still take an answer of theirs. What they finished or had time for, or what a closed study
 * holds, was answered blind and stays.
 */
async function withdrawFromStudies(tx: Tx, ctx: Ctx, projectId: string, userId: string) {
  // What is being finished just now is finished first, and is then seen to be.
  await tx.$queryRaw`
    SELECT "id" FROM "StudyRater" WHERE "userId" = ${userId}::uuid ORDER BY "id" FOR UPDATE`;
  // In one order, so that two such transactions cannot deadlock.
  const ratings = await tx.$queryRaw<{ id: string; studyId: string }[]>`
    SELECT r."id", r."studyId" FROM "StudyRater" r JOIN "Study" s ON s."id" = r."studyId"
    WHERE r."userId" = ${userId}::uuid AND s."projectId" = ${projectId}::uuid AND s."status" <> 'CLOSED'
      AND r."finishedAt" IS NULL AND r."withdrawnAt" IS NULL AND r."disqualifiedAt" IS NULL
      AND r."timedOutAt" IS NULL AND NOT ${timeIsUp(ctx.clock.now())}
    ORDER BY r."id"`;
  for (const { id: studyRaterId, studyId } of ratings) {
    await withdrawRating(tx, ctx, { studyRaterId, studyId, projectId });
  }
}

async function endSessions(tx: Tx, userId: string) {
  await tx.user.update({ where: { id: userId }, data: { sessionVersion: { increment: 1 } } });
}
