import { AppError } from '@/lib/domain/errors';
import { DROP_OUT_MS } from '@/lib/domain/study-protocol';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { layOut } from './lay-out';
import { lockOwnRating, refuseUnlessRating, type OwnRating } from './own-rating';
import { ratingView, type RatingView } from './rating-view';

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
    const startedAt = ctx.clock.now();
    await takePlace(tx, rating, startedAt);
    const trials = await layOut(tx, rating);
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

/**
 * Everybody rates everything, so a place is a rater. One who withdrew, did not qualify, or has given
 * no answer for a day without finishing holds none; that one may still go on. The study is locked
 * against other beginners, so that the last place is given once.
 */
async function takePlace(tx: Tx, rating: OwnRating, now: Date): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${rating.studyId}, 0))`;
  const since = new Date(now.getTime() - DROP_OUT_MS);
  const [row] = await tx.$queryRaw<{ wanted: number; taken: number }[]>`
    SELECT s."ratersWanted" AS "wanted", (
      SELECT count(*)::int FROM "StudyRater" r
      WHERE r."studyId" = s."id" AND r."startedAt" IS NOT NULL AND r."withdrawnAt" IS NULL
        AND r."disqualifiedAt" IS NULL AND (r."finishedAt" IS NOT NULL OR r."startedAt" > ${since}
          OR EXISTS (SELECT 1 FROM "Trial" t WHERE t."studyRaterId" = r."id" AND t."firstShownAt" > ${since}))
    ) AS "taken" FROM "Study" s WHERE s."id" = ${rating.studyId}::uuid`;
  if (!row || row.taken < row.wanted) return;
  throw new AppError(
    'conflict',
    'This study has all the raters that it asked for. Ask the person who invited you whether a place becomes free.',
    { key: 'studyFull' },
  );
}
