import { notFound } from '@/lib/domain/errors';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { withdrawRating } from '@/lib/infra/withdraw-rating';

/** A rater leaves a study, and all answers with it. */
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
    return withdrawRating(tx, ctx, {
      studyRaterId: rater.id,
      studyId: rater.studyId,
      projectId: rater.study.projectId,
    });
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
    return withdrawRating(tx, ctx, input);
  });
}
