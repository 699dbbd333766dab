import { AppError } from '@/lib/domain/errors';
import { secondFrom } from '@/lib/domain/study-sessions';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { freePlaces } from '@/lib/infra/study-places';
import { layOut } from './lay-out';
import { lockOwnRating, refuseUnlessRating, type OwnRating } from './own-rating';
import { standing } from './next-trial';
import type { RatingView } from './rating-view';

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
    const rating = await beginRating(tx, ctx, { ...input, userId });
    // Whoever agreed before, in another tab, goes on where that was, or has run out of time since.
    return standing(tx, ctx, rating);
  });
}

/** The same within the transaction that lets a person in: without a place that person is not let in. */
export async function beginRating(
  tx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  input: { studyRaterId: string; userId: string },
): Promise<OwnRating> {
  const rating = await lockOwnRating(tx, input.userId, input.studyRaterId);
  refuseUnlessRating(rating);
  if (rating.startedAt) return rating;
  const startedAt = ctx.clock.now();
  await takePlace(tx, rating, startedAt);
  const trials = await layOut(tx, rating, startedAt);
  const begun = { startedAt, secondFrom: secondFrom(trials, rating.sessionGapHours) };
  await tx.studyRater.update({
    where: { id: rating.id },
    data: { consentedAt: startedAt, ...begun },
  });
  await audit(tx, ctx, {
    projectId: rating.projectId,
    action: 'rating.start',
    subjectType: 'StudyRater',
    subjectId: rating.id,
    data: { studyId: rating.studyId, trials },
  });
  return { ...rating, ...begun };
}

/** The study is locked against other beginners, so that the last place is given once, and to each his pairs. */
async function takePlace(tx: Tx, rating: OwnRating, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${rating.studyId}, 0))`;
  if ((await freePlaces(tx, rating.studyId, now)) > 0) return;
  throw new AppError(
    'conflict',
    'This study has all the raters that it asked for. Ask the person who invited you whether a place becomes free.',
    { key: 'studyFull' },
  );
}
