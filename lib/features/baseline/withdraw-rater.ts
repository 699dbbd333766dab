import { notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';

/**
 * A rater leaves a study: all answers and the order of trials are deleted, the row stays and says
 * withdrawn, so that the person is not invited again by mistake. Withdrawing twice changes nothing.
 */
export async function withdrawFromStudy(
  ctx: Ctx,
  input: { studyRaterId: string },
): Promise<{ answersDeleted: number }> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const rater = await tx.studyRater.findFirst({
      where: { id: input.studyRaterId, userId },
      select: { id: true, studyId: true, study: { select: { projectId: true } } },
    });
    if (!rater) throw notFound('The study');
    return withdraw(tx, ctx, rater.id, rater.studyId, rater.study.projectId);
  });
}

/** The same on behalf of a rater who asked an administrator. */
export async function withdrawRater(
  ctx: Ctx,
  input: { projectId: string; studyId: string; studyRaterId: string },
): Promise<{ answersDeleted: number }> {
  authorize(ctx, 'study:manage', input.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const rater = await tx.studyRater.findFirst({
      where: {
        id: input.studyRaterId,
        studyId: input.studyId,
        study: { projectId: input.projectId },
      },
      select: { id: true },
    });
    if (!rater) throw notFound('The rater');
    return withdraw(tx, ctx, rater.id, input.studyId, input.projectId);
  });
}

async function withdraw(
  tx: Tx,
  ctx: Ctx,
  studyRaterId: string,
  studyId: string,
  projectId: string,
): Promise<{ answersDeleted: number }> {
  // An answer that is being stored holds this row; it comes before, and is then deleted with the rest.
  const rows = await tx.$queryRaw<{ withdrawnAt: Date | null }[]>`
    SELECT "withdrawnAt" FROM "StudyRater" WHERE "id" = ${studyRaterId}::uuid FOR UPDATE`;
  const answers = await tx.response.deleteMany({ where: { trial: { studyRaterId } } });
  await tx.trial.deleteMany({ where: { studyRaterId } });
  await tx.protocolTrial.deleteMany({ where: { studyRaterId } });
  await tx.studyRater.update({
    where: { id: studyRaterId },
    data: {
      withdrawnAt: rows[0]?.withdrawnAt ?? ctx.clock.now(),
      finishedAt: null,
      completionCode: null,
      disqualifiedAt: null,
      timedOutAt: null,
      secondFrom: null,
      secondOpensAt: null,
      secondStartedAt: null,
    },
  });
  if (rows[0]?.withdrawnAt && answers.count === 0) return { answersDeleted: 0 };
  await audit(tx, ctx, {
    projectId,
    action: 'rating.withdraw',
    subjectType: 'StudyRater',
    subjectId: studyRaterId,
    data: { studyId, answersDeleted: answers.count },
  });
  return { answersDeleted: answers.count };
}
