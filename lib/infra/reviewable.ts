/** Which pairs a person may review, as SQL fragments that claiming, counting and the home page share. */
import { sources } from '@/lib/domain/item-lifecycle';
import type { DbOrTx } from './db/client';
import { Prisma } from './db/generated/client';

export interface ReviewScope {
  projectId: string;
  userId: string;
  /** From the clock that is passed in; columns are UTC without a zone, so never the database's now(). */
  now: Date;
}

const inReview = ({ projectId }: ReviewScope): Prisma.Sql => Prisma.sql`
  p."projectId" = ${projectId}::uuid AND p."status" = ANY(${sources('approve')}::"PairStatus"[])`;

/** Why somebody who met a pair cannot answer its question as if he saw it for the first time. */
const TOLD_TOO_MUCH = ['drafted', 'saw-key', 'lens'];

/** Whether the person drafted the pair `p`, saw the key of its question or looked through its lens. */
export const toldTooMuch = (userId: string): Prisma.Sql => Prisma.sql`
  EXISTS (SELECT 1 FROM "PairExposure" e WHERE e."pairId" = p."id"
    AND e."userId" = ${userId}::uuid AND e."reason" = ANY(${TOLD_TOO_MUCH}::text[]))`;

/**
 * Remembers that the person looked through the pair's lens. What told more stays as it is; so does a
 * review whose answer was given before: the lens came after it, and it is decided by whoever answered.
 */
export async function rememberLens(
  db: DbOrTx,
  { pairId, userId, now }: { pairId: string; userId: string; now: Date },
): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
    SELECT ${pairId}::uuid, ${userId}::uuid, 'lens', ${now}::timestamp
    WHERE NOT EXISTS (SELECT 1 FROM "Review" r JOIN "QuestionVersion" v ON v."id" = r."questionId"
      WHERE v."pairId" = ${pairId}::uuid AND r."reviewerId" = ${userId}::uuid
        AND r."answeredAt" IS NOT NULL)
    ON CONFLICT ("pairId", "userId") DO UPDATE SET "reason" = 'lens', "at" = EXCLUDED."at"
      WHERE "PairExposure"."reason" <> ALL(${TOLD_TOO_MUCH}::text[])`;
}

/**
 * Nobody reviews what he wrote, saw being written or looked at through the lens, in any version. Whoever
 * answered a version was shown its key, and the next version's is mostly the same: somebody else reviews
 * that one. Own answers to the current version only make it be continued, until it is decided.
 */
export const eligible = (scope: ReviewScope): Prisma.Sql => Prisma.sql`
  ${inReview(scope)}
  AND NOT EXISTS (SELECT 1 FROM "QuestionVersion" w
    WHERE w."pairId" = p."id" AND w."authorId" = ${scope.userId}::uuid)
  AND NOT ${toldTooMuch(scope.userId)}
  AND NOT EXISTS (SELECT 1 FROM "Review" r JOIN "QuestionVersion" v ON v."id" = r."questionId"
    WHERE v."pairId" = p."id" AND r."reviewerId" = ${scope.userId}::uuid
      AND r."answeredAt" IS NOT NULL
      AND (r."verdict" IS NOT NULL OR v."id" IS DISTINCT FROM p."currentQuestionId"))`;

/** How many questions wait for review, and how many of these the person may review. */
export async function countReviewable(
  db: DbOrTx,
  scope: ReviewScope,
): Promise<{ waiting: number; forMe: number }> {
  const [row] = await db.$queryRaw<{ waiting: number; forMe: number }[]>`
    SELECT count(*)::int AS waiting, (count(*) FILTER (WHERE ${eligible(scope)}))::int AS "forMe"
    FROM "Pair" p WHERE ${inReview(scope)}`;
  return row ?? { waiting: 0, forMe: 0 };
}

export const held = (scope: ReviewScope): Prisma.Sql => Prisma.sql`
  ${eligible(scope)} AND p."leaseHolderId" = ${scope.userId}::uuid
  AND p."leaseExpiresAt" > ${scope.now}::timestamp`;

export const free = (scope: ReviewScope): Prisma.Sql => Prisma.sql`
  ${eligible(scope)} AND (p."leaseExpiresAt" IS NULL OR p."leaseExpiresAt" <= ${scope.now}::timestamp)`;

export { inReview };
