import type { Tx } from '@/lib/infra/db/client';
import { stuck } from '@/lib/infra/escalated';
import { OWNER_HOURS, openCount, waiting, type ClaimScope } from './claimable';
import { reachedLimit, type ReachedLimit } from './limits';

export type NothingToClaim =
  /** The person has written or begun as many pairs as an administrator allows. */
  | ({ kind: 'nothing'; reason: 'limit' } & ReachedLimit)
  /** No pair waits for a question; `mined` is how many pairs the project has at all. */
  | { kind: 'nothing'; reason: 'finished'; mined: number }
  /** Others hold what is left; the next one comes free at `until` unless they renew. */
  | { kind: 'nothing'; reason: 'all-leased'; until: string }
  /** What is left is only what this person skipped. */
  | { kind: 'nothing'; reason: 'not-eligible'; skipped: number }
  /** So many people skipped what is left that a reviewer or administrator decides about it. */
  | { kind: 'nothing'; reason: 'escalated'; count: number };

/** Says truthfully why a claim found nothing. */
export async function whyNothing(tx: Tx, scope: ClaimScope): Promise<NothingToClaim> {
  const limit = await reachedLimit(tx, scope);
  if (limit) return { kind: 'nothing', reason: 'limit', ...limit };
  const [row] = await tx.$queryRaw<
    { open: number; stuck: number; waiting: number; mined: number; until: Date | null }[]
  >`
    SELECT
      (SELECT count(*)::int FROM "Pair" p WHERE p."projectId" = ${scope.projectId}::uuid) AS mined,
      ${openCount(scope)} AS open,
      (SELECT count(*)::int FROM "Pair" p WHERE ${stuck(scope)}) AS stuck,
      count(*)::int AS waiting,
      min(COALESCE(p."leaseExpiresAt", p."updatedAt" + ${`${OWNER_HOURS} hours`}::interval)) AS until
    FROM "Pair" p WHERE ${waiting(scope)}`;
  if (row && row.open === 0 && row.stuck > 0)
    return { kind: 'nothing', reason: 'escalated', count: row.stuck };
  if (!row || row.open === 0)
    return { kind: 'nothing', reason: 'finished', mined: row?.mined ?? 0 };
  if (row.waiting === 0) return { kind: 'nothing', reason: 'not-eligible', skipped: row.open };
  // A pair that came free between the claim and this look is offered right now.
  const until = row.until && row.until > scope.now ? row.until : scope.now;
  return { kind: 'nothing', reason: 'all-leased', until: until.toISOString() };
}
