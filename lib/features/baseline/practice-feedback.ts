import { rightChoice, type Choice, type Side } from '@/lib/domain/statistics/pair-accuracy';
import type { Tx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import type { RatingView, Told } from './rating-view';
import { screenOf } from './upcoming';

/** An item of practice with its key, the only one that raters are told: of a pair that is none of the study's. */
interface Practised {
  id: string;
  side: Side;
  keyForA: Choice;
  optionOne: string;
  optionTwo: string;
  /** As stored; null for "can't tell", or not answered yet. */
  choice: Choice | null;
}

/** The items of the practice screen that this trial of the rater is on, in their order; none for any other trial. */
export const practiceScreen = (
  tx: Tx,
  studyRaterId: string,
  trialId: string,
): Promise<Practised[]> => tx.$queryRaw<Practised[]>`
  SELECT x."id", x."side"::text AS "side", x."choice", q."keyForA", q."optionOne", q."optionTwo"
  FROM "ProtocolTrial" asked
  JOIN "StudyRater" r ON r."id" = asked."studyRaterId"
  JOIN "Study" s ON s."id" = r."studyId"
  JOIN "ProtocolTrial" x ON x."studyRaterId" = r."id" AND x."phase" = 'PRACTICE'
    AND ${screenOf(Prisma.sql`x."place"`)} = ${screenOf(Prisma.sql`asked."place"`)}
  JOIN "StudyPracticePair" sp ON sp."studyId" = r."studyId" AND sp."pairId" = x."pairId"
  JOIN "QuestionVersion" q ON q."id" = sp."questionId"
  WHERE asked."id" = ${trialId}::uuid AND asked."studyRaterId" = ${studyRaterId}::uuid
    AND asked."phase" = 'PRACTICE'
  ORDER BY x."place"`;

export function tell(item: Practised, choice: Choice | null): Told {
  const key = rightChoice(item.keyForA, item.side);
  return { right: choice === key, answer: key === 1 ? item.optionOne : item.optionTwo };
}

/** What a retry is told of a screen that is answered: the same as its first answer, whose reply may have been lost. */
export async function toldAgain(
  tx: Tx,
  studyRaterId: string,
  trialId: string,
  next: RatingView,
): Promise<RatingView> {
  const [first, ...others] = await practiceScreen(tx, studyRaterId, trialId);
  if (!first) return next;
  const told: [Told, ...Told[]] = [
    tell(first, first.choice),
    ...others.map((item) => tell(item, item.choice)),
  ];
  return { state: 'feedback', told, next };
}
