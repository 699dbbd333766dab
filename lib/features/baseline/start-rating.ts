import { AppError } from '@/lib/domain/errors';
import { createRng } from '@/lib/domain/rng';
import { planTrials } from '@/lib/domain/trial-order';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { lockOwnRating, refuseUnlessRating, type OwnRating } from './own-rating';
import { ratingView, type RatingView } from './rating-view';
import { unseenPairs } from './unseen-pairs';

/**
 * Records consent and lays out all trials of a rater at once, in an order that follows from the
 * study's seed and the rater's label. Starting again changes nothing. Pairs that the person worked on
 * or saw, be it in another study, are left out here, and refused by the database besides.
 */
export async function startRating(
  ctx: Ctx,
  input: { studyRaterId: string; consent: true },
): Promise<RatingView> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const rating = await lockOwnRating(tx, userId, input.studyRaterId);
    refuseUnlessRating(rating);
    if (rating.startedAt) return ratingView(tx, ctx.clock, rating);
    const trials = await layOut(tx, rating);
    const startedAt = ctx.clock.now();
    await tx.studyRater.update({
      where: { id: rating.id },
      data: { consentedAt: startedAt, startedAt },
    });
    await audit(tx, ctx, {
      projectId: rating.projectId,
      action: 'rating.start',
      subjectType: 'StudyRater',
      subjectId: rating.id,
      data: { studyId: rating.studyId, trials },
    });
    return ratingView(tx, ctx.clock, { ...rating, startedAt });
  });
}

async function layOut(tx: Tx, rating: OwnRating): Promise<number> {
  const pairs = await tx.studyPair.findMany({
    where: unseenPairs(rating),
    select: { pairId: true },
    orderBy: { pair: { number: 'asc' } },
  });
  if (pairs.length === 0) {
    throw new AppError('conflict', 'This study has no item that you can rate.', {
      key: 'nothingToRate',
    });
  }
  const plan = planTrials(
    pairs.map((pair) => pair.pairId),
    rating.trialDistance,
    createRng(`${rating.seed}/raters/${rating.label}`),
  );
  await tx.trial.createMany({
    data: plan.map((trial, index) => ({
      studyRaterId: rating.id,
      position: index + 1,
      pairId: trial.pairId,
      side: trial.side,
      optionsSwapped: trial.optionsSwapped,
    })),
  });
  return plan.length;
}
