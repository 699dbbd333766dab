/** Pairs that so many people skipped that a reviewer or administrator decides about them. */
import { sources } from '@/lib/domain/item-lifecycle';
import type { DbOrTx } from './db/client';
import { Prisma } from './db/generated/client';

/** Of a pair `p`: enough have skipped it. For walks that look at few pairs. */
export const escalated = Prisma.sql`
  (SELECT count(*) FROM "PairSkip" k WHERE k."pairId" = p."id") >= p."skipsAllowed"`;

interface EscalatedScope {
  projectId: string;
  /** From the clock that is passed in; columns are UTC without a zone. */
  now: Date;
}

/** All that are escalated. Begins with the pairs that anybody skipped, which are few among all that wait. */
export const allEscalated = (projectId: string): Prisma.Sql => Prisma.sql`
  p."projectId" = ${projectId}::uuid AND p."status" = ANY(${sources('claim')}::"PairStatus"[])
  AND p."id" IN (SELECT s."pairId" FROM "PairSkip" s) AND ${escalated}`;

/** Of these the ones about which nobody is deciding right now. */
export const stuck = ({ projectId, now }: EscalatedScope): Prisma.Sql => Prisma.sql`
  ${allEscalated(projectId)}
  AND (p."leaseExpiresAt" IS NULL OR p."leaseExpiresAt" <= ${now}::timestamp)`;

export async function countStuck(db: DbOrTx, scope: EscalatedScope): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS "count" FROM "Pair" p WHERE ${stuck(scope)}`;
  return row?.count ?? 0;
}
