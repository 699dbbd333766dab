import type { DbOrTx } from '@/lib/infra/db/client';
import type { PairRejection } from '@/lib/infra/db/generated/client';
import type { ClaimScope } from './claimable';

/** How long a skip or a rejection can be taken back by whoever made it. */
export const UNDO_MINUTES = 10;

export const undoableSince = (now: Date): Date => new Date(now.getTime() - UNDO_MINUTES * 60_000);

export interface RecentDecision {
  pairId: string;
  number: number;
  kind: 'skip' | 'reject';
  reason: PairRejection | null;
  /** Until then it can be taken back. */
  until: string;
}

/** What the person skipped or rejected a moment ago, newest first. */
export async function recentDecisions(
  db: DbOrTx,
  { projectId, userId, now }: ClaimScope,
): Promise<RecentDecision[]> {
  const [skips, rejected] = await Promise.all([
    db.pairSkip.findMany({
      where: { userId, at: { gt: undoableSince(now) }, pair: { projectId } },
      select: { at: true, pair: { select: { id: true, number: true } } },
    }),
    db.pair.findMany({
      // Until it ends, the lease of a rejected pair names who may take the rejection back.
      where: { projectId, status: 'REJECTED', leaseHolderId: userId, leaseExpiresAt: { gt: now } },
      select: { id: true, number: true, rejection: true, leaseExpiresAt: true },
    }),
  ]);
  const found: RecentDecision[] = [
    ...skips.map(({ at, pair }) => ({
      pairId: pair.id,
      number: pair.number,
      kind: 'skip' as const,
      reason: null,
      until: new Date(at.getTime() + UNDO_MINUTES * 60_000).toISOString(),
    })),
    ...rejected.map(({ id, number, rejection, leaseExpiresAt }) => ({
      pairId: id,
      number,
      kind: 'reject' as const,
      reason: rejection,
      until: (leaseExpiresAt ?? now).toISOString(),
    })),
  ];
  return found.sort((one, two) => two.until.localeCompare(one.until));
}
