import type { DbOrTx } from '@/lib/infra/db/client';
import { stuck } from '@/lib/infra/escalated';
import type { ClaimScope } from './claimable';

export interface EscalatedPair {
  pairId: string;
  number: number;
  /** People who skipped it. */
  skips: number;
}

/** As many as a person decides about in one sitting; the rest comes up behind them. */
const LIMIT = 50;

/** Pairs that so many people skipped that they are offered to nobody, the oldest first. */
export const escalatedPairs = (
  db: DbOrTx,
  scope: Pick<ClaimScope, 'projectId' | 'now'>,
): Promise<EscalatedPair[]> =>
  db.$queryRaw<EscalatedPair[]>`
    SELECT p."id" AS "pairId", p."number",
      (SELECT count(*)::int FROM "PairSkip" s WHERE s."pairId" = p."id") AS "skips"
    FROM "Pair" p WHERE ${stuck(scope)} ORDER BY p."number" LIMIT ${LIMIT}`;
