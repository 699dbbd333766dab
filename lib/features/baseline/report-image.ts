import { notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { lockRatingOfTrial, refuseUnlessRating } from './own-rating';
import { upcoming } from './upcoming';

export const IMAGE_REPORT = 'rating.report-image';

/**
 * A rater says that an image does not load: one of the screen that stands now, since nobody else's and no
 * later one can be seen. The study's page counts these; the audit log names them.
 */
export async function reportImage(ctx: Ctx, input: { trialId: string }): Promise<{ noted: true }> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const rating = await lockRatingOfTrial(tx, userId, input.trialId);
    refuseUnlessRating(rating);
    const [screen] = await upcoming(tx, rating, ctx.clock.now());
    if (!screen?.some(({ id }) => id === input.trialId)) throw notFound('The item');
    const where = { where: { id: input.trialId }, select: { pair: { select: { number: true } } } };
    const trial = (await tx.trial.findUnique(where)) ?? (await tx.protocolTrial.findUnique(where));
    const { projectId, studyId, label } = rating;
    const subject = { subjectType: 'Study', subjectId: studyId };
    const data = { trialId: input.trialId, rater: label, pair: trial?.pair?.number ?? null };
    // Pressing the button again is no second problem.
    const before = await tx.auditEvent.count({
      where: {
        ...subject,
        action: IMAGE_REPORT,
        data: { path: ['trialId'], equals: data.trialId },
      },
    });
    if (before === 0) await audit(tx, ctx, { projectId, action: IMAGE_REPORT, ...subject, data });
    return { noted: true };
  });
}
