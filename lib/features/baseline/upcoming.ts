import { withheldFrom } from '@/lib/domain/study-sessions';
import type { Tx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import type { OwnRating } from './own-rating';

export type Phase = 'practice' | 'attention' | 'study';

/** What comes next for a rater. Nothing blind but the shape, which an attention check says itself. */
export interface Upcoming {
  id: string;
  phase: Phase;
  /** 1-based place of its screen among those of practice, or of the study. */
  position: number;
  /** All items of practice, or of the study, answered or not. */
  items: number;
  optionsSwapped: boolean;
  firstShownAt: Date | null;
  /** Empty texts for an attention check, whose words belong to the screen. */
  question: string;
  optionOne: string;
  optionTwo: string;
  width: number;
  height: number;
  shape: number | null;
}

/** What is answered at once: one item, or both of a pair, the left one (upper, if narrow) first. */
export type Screen = [Upcoming, ...Upcoming[]];

/** The screen (1-based) of the trial at a place (1-based); `s` is the study. */
export const screenOf = (place: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`CASE s."presentation" WHEN 'side-by-side' THEN (${place} + 1) / 2 ELSE ${place} END`;

/** Pixels of a drawn shape (lib/infra/images/shape.ts). */
export const SHAPE_SIDE = 480;

/**
 * The rater's next screens, three at most: practice, then the study's in their order, each attention check
 * before its item. An answer to the first leaves the next one to show and one more to load ahead. None is
 * of a session that is not open.
 */
export async function upcoming(tx: Tx, rating: OwnRating, now: Date): Promise<Screen[]> {
  const screens: Screen[] = [];
  for (const item of await upcomingItems(tx, rating.id, withheldFrom(rating, now))) {
    const last = screens.at(-1);
    const same = last?.[0].phase === item.phase && last[0].position === item.position;
    if (same && item.phase !== 'attention') last.push(item);
    else screens.push([item]);
  }
  return screens.slice(0, 3);
}

/** As many as three screens can hold. Selects nothing blind. */
const upcomingItems = (tx: Tx, studyRaterId: string, before: number | null): Promise<Upcoming[]> =>
  tx.$queryRaw<Upcoming[]>`
    SELECT "id", "phase", "position", "optionsSwapped", "firstShownAt", "question", "optionOne",
           "optionTwo", "width", "height", "shape",
           CASE "phase" WHEN 'practice' THEN (
             SELECT count(*) FROM "ProtocolTrial" c
             WHERE c."studyRaterId" = ${studyRaterId}::uuid AND c."phase" = 'PRACTICE'
           ) ELSE (
             SELECT count(*) FROM "Trial" c WHERE c."studyRaterId" = ${studyRaterId}::uuid
           ) END::int AS "items"
    FROM (
      SELECT x."id", lower(x."phase"::text) AS "phase",
             CASE x."phase" WHEN 'PRACTICE' THEN ${screenOf(Prisma.sql`x."place"`)}
               ELSE ${screenOf(Prisma.sql`x."beforePosition"`)} END AS "position",
             x."optionsSwapped", x."firstShownAt", COALESCE(q."question", '') AS "question",
             COALESCE(q."optionOne", '') AS "optionOne", COALESCE(q."optionTwo", '') AS "optionTwo",
             COALESCE(i."width", ${SHAPE_SIDE}::int) AS "width",
             COALESCE(i."height", ${SHAPE_SIDE}::int) AS "height", x."shape",
             x."beforePosition" AS "at", 0 AS "main", x."place"
      FROM "ProtocolTrial" x
      JOIN "StudyRater" r ON r."id" = x."studyRaterId"
      JOIN "Study" s ON s."id" = r."studyId"
      LEFT JOIN "StudyPracticePair" sp ON sp."studyId" = r."studyId" AND sp."pairId" = x."pairId"
      LEFT JOIN "QuestionVersion" q ON q."id" = sp."questionId"
      LEFT JOIN "Pair" p ON p."id" = x."pairId"
      LEFT JOIN "Image" i
        ON i."id" = CASE x."side" WHEN 'A' THEN p."imageAId" WHEN 'B' THEN p."imageBId" END
      WHERE x."studyRaterId" = ${studyRaterId}::uuid AND x."answeredAt" IS NULL
      UNION ALL
      SELECT t."id", 'study', ${screenOf(Prisma.sql`t."position"`)}, t."optionsSwapped",
             t."firstShownAt", q."question", q."optionOne", q."optionTwo", i."width", i."height", NULL, t."position", 1, 0
      FROM "Trial" t
      JOIN "StudyRater" r ON r."id" = t."studyRaterId"
      JOIN "Study" s ON s."id" = r."studyId"
      JOIN "StudyPair" sp ON sp."studyId" = r."studyId" AND sp."pairId" = t."pairId"
      JOIN "QuestionVersion" q ON q."id" = sp."questionId"
      JOIN "Pair" p ON p."id" = t."pairId"
      JOIN "Image" i ON i."id" = CASE t."side" WHEN 'A' THEN p."imageAId" ELSE p."imageBId" END
      WHERE t."studyRaterId" = ${studyRaterId}::uuid
        AND NOT EXISTS (SELECT 1 FROM "Response" a WHERE a."trialId" = t."id")
    ) n WHERE ${before}::int IS NULL OR "at" < ${before}::int
    ORDER BY "at", "main", "place" LIMIT 6`;

/** Notes when its items were first on the screen; once noted, it stays. */
export async function noteShown(tx: Tx, screen: Screen, now: Date): Promise<void> {
  const data = { firstShownAt: now };
  const where = { id: { in: screen.filter((item) => !item.firstShownAt).map(({ id }) => id) } };
  if (where.id.in.length === 0) return;
  if (screen[0].phase === 'study') await tx.trial.updateMany({ where, data });
  else await tx.protocolTrial.updateMany({ where, data });
}
