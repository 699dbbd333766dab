import type { Tx } from '@/lib/infra/db/client';
import type { Clock } from '@/lib/infra/clock';
import type { OwnRating } from './own-rating';
import { unseenPairs } from './unseen-pairs';

/**
 * All that a rater's browser learns of an item. Key, pattern, cosines, the sibling, and every id but
 * the trial's own random one are not even read from the database.
 */
export interface TrialView {
  id: string;
  /** 1-based. */
  position: number;
  total: number;
  question: string;
  /** In the order of display. */
  options: [string, string];
  /** Pixels of the served JPEG; the address takes the trial's id. */
  image: { url: string; width: number; height: number };
}

export type RatingView =
  | { state: 'consent'; studyName: string; instructions: string; items: number }
  | { state: 'answering'; trial: TrialView; preload: { trialId: string; url: string } | null }
  | { state: 'done'; completionCode: string }
  | { state: 'closed' }
  | { state: 'withdrawn' };

export const trialImageUrl = (trialId: string): string => `/api/rate/trials/${trialId}/image`;

interface PendingRow {
  id: string;
  position: number;
  optionsSwapped: boolean;
  question: string;
  optionOne: string;
  optionTwo: string;
  width: number;
  height: number;
}

/** Where the rater stands: the server alone decides, so another device goes on at the same place. */
export async function ratingView(tx: Tx, clock: Clock, rating: OwnRating): Promise<RatingView> {
  if (rating.withdrawnAt) return { state: 'withdrawn' };
  if (rating.finishedAt) return { state: 'done', completionCode: rating.completionCode ?? '' };
  if (rating.studyStatus !== 'OPEN') return { state: 'closed' };
  if (!rating.startedAt) {
    const pairs = await tx.studyPair.count({ where: unseenPairs(rating) });
    const { studyName, instructions } = rating;
    return { state: 'consent', studyName, instructions, items: 2 * pairs };
  }
  const [current, next] = await pendingTrials(tx, rating.id);
  if (!current) return { state: 'closed' };
  await tx.trial.updateMany({
    where: { id: current.id, firstShownAt: null },
    data: { firstShownAt: clock.now() },
  });
  const total = await tx.trial.count({ where: { studyRaterId: rating.id } });
  return {
    state: 'answering',
    trial: toView(current, total),
    preload: next ? { trialId: next.id, url: trialImageUrl(next.id) } : null,
  };
}

const toView = (row: PendingRow, total: number): TrialView => ({
  id: row.id,
  position: row.position,
  total,
  question: row.question,
  options: row.optionsSwapped ? [row.optionTwo, row.optionOne] : [row.optionOne, row.optionTwo],
  image: { url: trialImageUrl(row.id), width: row.width, height: row.height },
});

/** The current trial and the one after it. Selects nothing blind. */
const pendingTrials = (tx: Tx, studyRaterId: string): Promise<PendingRow[]> =>
  tx.$queryRaw<PendingRow[]>`
    SELECT t."id", t."position", t."optionsSwapped", q."question", q."optionOne", q."optionTwo",
           i."width", i."height"
    FROM "Trial" t
    JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    JOIN "StudyPair" sp ON sp."studyId" = r."studyId" AND sp."pairId" = t."pairId"
    JOIN "QuestionVersion" q ON q."id" = sp."questionId"
    JOIN "Pair" p ON p."id" = t."pairId"
    JOIN "Image" i ON i."id" = CASE t."side" WHEN 'A' THEN p."imageAId" ELSE p."imageBId" END
    WHERE t."studyRaterId" = ${studyRaterId}::uuid
      AND NOT EXISTS (SELECT 1 FROM "Response" a WHERE a."trialId" = t."id")
    ORDER BY t."position" LIMIT 2`;
