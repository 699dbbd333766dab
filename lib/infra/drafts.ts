/** A person's begun texts, as Home counts them and the bench lists them. */
import type { DbOrTx } from './db/client';
import { Prisma } from './db/generated/client';

interface DraftScope {
  projectId: string;
  userId: string;
  /** From the clock that is passed in; columns are UTC without a zone. */
  now: Date;
}

/** Of a pair `p`: nobody else is at work on it. */
export const heldByNobodyElse = ({ userId, now }: Pick<DraftScope, 'userId' | 'now'>): Prisma.Sql =>
  Prisma.sql`(
  p."leaseHolderId" IS NULL OR p."leaseHolderId" = ${userId}::uuid
  OR p."leaseExpiresAt" <= ${now}::timestamp)`;

/** Of a pair `p` with its draft `d`: skipped by the person, who has written nothing since. */
export const skippedSince = ({ userId }: Pick<DraftScope, 'userId'>): Prisma.Sql =>
  Prisma.sql`EXISTS (
  SELECT 1 FROM "PairSkip" k WHERE k."pairId" = p."id" AND k."userId" = ${userId}::uuid
    AND k."at" >= COALESCE(d."updatedAt", p."updatedAt"))`;

/** How many drafts the person can go on with, and the number of the pair of the newest; null without any. */
export async function draftsInProgress(
  db: DbOrTx,
  scope: DraftScope,
): Promise<{ count: number; newest: number } | null> {
  const rows = await db.$queryRaw<{ count: number; newest: number }[]>`
    SELECT count(*) OVER ()::int AS "count", p."number" AS "newest"
    FROM "Draft" d JOIN "Pair" p ON p."id" = d."pairId"
    WHERE p."projectId" = ${scope.projectId}::uuid AND p."status" = 'DRAFTED'
      AND d."authorId" = ${scope.userId}::uuid
      AND ${heldByNobodyElse(scope)} AND NOT ${skippedSince(scope)}
    ORDER BY d."updatedAt" DESC, p."id" LIMIT 1`;
  return rows[0] ?? null;
}
