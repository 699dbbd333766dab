/** The answers of a study as analyses read them. Nothing of it may reach a rater. */
import type { RaterAnswer } from '@/lib/domain/statistics/majority-vote';
import type { Packed } from '@/lib/domain/statistics/packed-answers';
import type { DbOrTx } from './db/client';
import { Prisma } from './db/generated/client';

export interface StudyAnswer extends RaterAnswer {
  /** 1-based place among the rater's trials. */
  position: number;
  /** Null where the study is one session. */
  session: 1 | 2 | null;
  /** True when option 2 was displayed first. */
  optionsSwapped: boolean;
  confidence: number;
  activeMs: number;
  wallMs: number;
  presentation: string;
  answeredAt: Date;
}

/**
 * Of raters who have not withdrawn, under their pseudonyms, ordered by rater and trial, so that
 * seeded draws can be repeated.
 */
export const studyAnswers = (db: DbOrTx, studyId: string): Promise<StudyAnswer[]> =>
  db.$queryRaw<StudyAnswer[]>`
    SELECT r."label" AS "raterId", t."pairId", t."side"::text AS "side", a."choice",
           t."position", 1 + (t."position" >= r."secondFrom")::int AS "session",
           t."optionsSwapped", a."confidence", a."activeMs", a."wallMs",
           a."presentation", a."createdAt" AS "answeredAt"
    FROM "Response" a
    JOIN "Trial" t ON t."id" = a."trialId"
    JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    WHERE r."studyId" = ${studyId}::uuid AND r."withdrawnAt" IS NULL
    ORDER BY r."label", t."position"`;

export interface AnsweredRater {
  raterId: string;
  answers: number;
  /** Other for every other set of answers: of their ids, and no answer is ever changed. */
  stamp: string;
  presentations: string[];
}

/** Who answered, without what: enough to know whether anything is new. Of a release, on its pairs only. */
export const answeredRaters = (
  db: DbOrTx,
  studyId: string,
  releaseId?: string,
): Promise<AnsweredRater[]> => db.$queryRaw<AnsweredRater[]>`
    SELECT r."label" AS "raterId", count(*)::int AS "answers",
           sum(uuid_hash_extended(a."id", 0))::text AS "stamp",
           -- There are two kinds: the first and the last are all, and nothing is sorted for it.
           ARRAY(SELECT DISTINCT unnest(ARRAY[min(a."presentation"), max(a."presentation")]))
             AS "presentations"
    FROM ${ANSWERS} WHERE ${answersOf(studyId, releaseId)}
    GROUP BY r."label" ORDER BY r."label"`;

/** The same answers in the same order as `studyAnswers`, as the thread of the statistics reads them. */
export const packedAnswers = (
  db: DbOrTx,
  studyId: string,
  releaseId?: string,
): Promise<Packed[]> => db.$queryRaw<Packed[]>`
    SELECT r."label" AS "id", string_agg(
             concat_ws(' ', t."pairId", t."side", coalesce(a."choice", 0), t."position",
                       a."confidence", a."activeMs", a."wallMs"),
             chr(10) ORDER BY t."position") AS "lines"
    FROM ${ANSWERS} WHERE ${answersOf(studyId, releaseId)}
    GROUP BY r."label" ORDER BY r."label"`;

const ANSWERS = Prisma.sql`"Response" a
    JOIN "Trial" t ON t."id" = a."trialId"
    JOIN "StudyRater" r ON r."id" = t."studyRaterId"`;

const answersOf = (studyId: string, releaseId: string | undefined): Prisma.Sql => Prisma.sql`
  r."studyId" = ${studyId}::uuid AND r."withdrawnAt" IS NULL
  ${
    releaseId === undefined
      ? Prisma.empty
      : Prisma.sql`AND EXISTS (SELECT 1 FROM "ReleasePair" p
          WHERE p."releaseId" = ${releaseId}::uuid AND p."pairId" = t."pairId")`
  }`;

/** That one rater who has not withdrawn answered both items of the pair: that the pair is measured. */
export const isMeasured = (studyId: Prisma.Sql, pairId: Prisma.Sql): Prisma.Sql => Prisma.sql`
  EXISTS (
    SELECT 1 FROM "Response" a
    JOIN "Trial" t ON t."id" = a."trialId"
    JOIN "StudyRater" r ON r."id" = t."studyRaterId"
    WHERE r."studyId" = ${studyId} AND r."withdrawnAt" IS NULL AND t."pairId" = ${pairId}
    GROUP BY r."id" HAVING count(DISTINCT t."side") = 2)`;

/** The pairs of a study that are measured by the answers that it holds now. */
export async function measuredPairs(db: DbOrTx, studyId: string): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ pairId: string }[]>`
    SELECT p."pairId" FROM "StudyPair" p
    WHERE p."studyId" = ${studyId}::uuid
      AND ${isMeasured(Prisma.sql`p."studyId"`, Prisma.sql`p."pairId"`)}`;
  return new Set(rows.map((row) => row.pairId));
}
