import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { codeIfClosed, endIfLate } from './end-rating';
import { lockOwnRating, type OwnRating } from './own-rating';
import { ratingView, type RatingView } from './rating-view';

/** What the rater's screen shows now. Notes when the current trial was first shown. */
export async function nextTrial(ctx: Ctx, input: { studyRaterId: string }): Promise<RatingView> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const rating = await lockOwnRating(tx, userId, input.studyRaterId);
    return standing(tx, ctx, rating);
  });
}

/**
 * The same for whoever holds the rater's row. A part that has ended shows its end and its code to whose it is,
 * also where that person was taken out of the project since; items are for the blind.
 */
export async function standing(tx: Tx, ctx: Ctx, rating: OwnRating): Promise<RatingView> {
  const late = rating.studyStatus === 'OPEN' ? await endIfLate(tx, ctx, rating) : null;
  const now = late ?? (await codeIfClosed(tx, ctx, rating));
  const ended = now.finishedAt ?? now.withdrawnAt ?? now.disqualifiedAt ?? now.timedOutAt;
  if (!now.blind && !ended && now.studyStatus === 'OPEN') return { state: 'closed', end: null };
  return ratingView(tx, ctx.clock, now);
}
