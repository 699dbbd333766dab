/** Raters whom the project has already, entered into a study without a link for each. */
import { AppError, notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import type { Prisma } from '@/lib/infra/db/generated/client';
import { enterStudy } from './enter-study';
import { lockMembers } from './last-admin';
import { refuseUnblindRater } from './rater-rules';

/** Members who may rate here, under their own name and not shut out. */
const mayRate = (projectId: string): Prisma.MembershipWhereInput => ({
  projectId,
  role: 'RATER',
  everHeldAccess: false,
  user: { anonymous: false, instanceAdmin: false, disabledAt: null },
});

export interface AddableRater {
  id: string;
  name: string;
  email: string;
}

/** Raters of the project who are not in the study; in the order of their names. */
export async function addableRaters(
  ctx: Ctx,
  { projectId, studyId }: { projectId: string; studyId: string },
): Promise<AddableRater[]> {
  authorize(ctx, 'people:manage', projectId);
  const [members, held] = await Promise.all([
    ctx.db.membership.findMany({
      where: {
        AND: [mayRate(projectId), { user: { studyRaters: { none: { studyId } } } }],
      },
      orderBy: [{ user: { name: 'asc' } }, { userId: 'asc' }],
      select: { user: { select: { id: true, name: true, email: true } } },
    }),
    ctx.db.pastAccess.findMany({ where: { projectId }, select: { userId: true } }),
  ]);
  const seen = new Set(held.map(({ userId }) => userId));
  return members.map(({ user }) => user).filter(({ id }) => !seen.has(id));
}

/**
 * Enters them all or, where one of them may not rate (any more) or is in the study, nobody. What each saw of its
 * pairs elsewhere is left out when he begins, as for anybody who comes by a link.
 */
export async function addRaters(
  ctx: Ctx,
  input: { projectId: string; studyId: string; userIds: readonly string[] },
): Promise<{ labels: string[] }> {
  const { projectId, studyId } = input;
  authorize(ctx, 'people:manage', projectId);
  return inTransaction(ctx.db, async (tx) => {
    // Nobody's role changes meanwhile. Taken before the study's row, as an invitation does.
    await lockMembers(tx, projectId);
    const study = await tx.study.findFirst({
      where: { id: studyId, projectId },
      select: { name: true },
    });
    if (!study) throw notFound('The study');
    const labels: string[] = [];
    for (const userId of new Set(input.userIds)) {
      await refuseNoRater(tx, projectId, userId);
      labels.push((await enterStudy(tx, ctx, { projectId, studyId, userId })).label);
    }
    await audit(tx, ctx, {
      projectId,
      action: 'study.add-raters',
      subjectType: 'Study',
      subjectId: studyId,
      data: { name: study.name, raters: labels.length, labels: labels.join(', ') },
    });
    return { labels };
  });
}

async function refuseNoRater(tx: Tx, projectId: string, userId: string): Promise<void> {
  await refuseUnblindRater(tx, projectId, userId);
  const rater = await tx.membership.findFirst({
    where: { AND: [mayRate(projectId), { userId }] },
    select: { userId: true },
  });
  if (rater) return;
  throw new AppError(
    'conflict',
    'One of these people is no rater of this project any more. Nobody was added. Choose again.',
    { key: 'noRaterAnyMore' },
  );
}
