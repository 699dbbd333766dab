import { sources } from '@/lib/domain/item-lifecycle';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { holds, leaseEnd, leaseLost, lockPair } from '@/lib/infra/pair-lock';

export interface Lease {
  leaseExpiresAt: string;
  serverNow: string;
}

/**
 * The heartbeat of a person who is working. Not audited: it changes nothing but the end of the lease.
 * Throws 'lease-lost' once the pair has gone to somebody else.
 */
export async function renewLease(
  ctx: Ctx,
  { projectId, pairId }: { projectId: string; pairId: string },
): Promise<Lease> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    if (!holds(pair, userId) || !sources('claim').includes(pair.status))
      throw leaseLost(pair.number);
    const now = ctx.clock.now();
    const leaseExpiresAt = leaseEnd(now, pair.leaseMinutes);
    await tx.pair.update({ where: { id: pair.id }, data: { leaseExpiresAt } });
    return { leaseExpiresAt: leaseExpiresAt.toISOString(), serverNow: now.toISOString() };
  });
}
