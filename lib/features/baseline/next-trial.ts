import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { codeIfClosed, endIfLate } from './end-rating';
import { lockOwnRating } from './own-rating';
import { ratingView, type RatingView } from './rating-view';

/** What the rater's screen shows now. Notes when the current trial was first shown. */
export async function nextTrial(ctx: Ctx, input: { studyRaterId: string }): Promise<RatingView> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const rating = await lockOwnRating(tx, userId, input.studyRaterId);
    if (!rating.blind && !rating.finishedAt && !rating.withdrawnAt) {
      return { state: 'closed', end: null };
    }
    const late = rating.studyStatus === 'OPEN' ? await endIfLate(tx, ctx, rating) : null;
    return ratingView(tx, ctx.clock, late ?? (await codeIfClosed(tx, ctx, rating)));
  });
}
