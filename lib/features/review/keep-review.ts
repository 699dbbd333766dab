import { sources } from '@/lib/domain/item-lifecycle';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { audit } from '@/lib/infra/audit';
import { inTransaction } from '@/lib/infra/db/client';
import { holds, leaseEnd, lockPair } from '@/lib/infra/pair-lock';
import { holdReview, type ReviewRef } from './hold-review';

/** The heartbeat of a reviewer who is working. Not audited: only the end of the lease moves. */
export async function renewReview(
  ctx: Ctx,
  ref: ReviewRef,
): Promise<{ leaseExpiresAt: string; serverNow: string }> {
  authorize(ctx, 'review:write', ref.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const pair = await holdReview(tx, ctx, ref);
    const now = ctx.clock.now();
    const leaseExpiresAt = leaseEnd(now, pair.leaseMinutes);
    await tx.pair.update({ where: { id: pair.id }, data: { leaseExpiresAt } });
    return { leaseExpiresAt: leaseExpiresAt.toISOString(), serverNow: now.toISOString() };
  });
}

/** Leaves a question for another reviewer. Releasing twice is no error. */
export async function releaseReview(
  ctx: Ctx,
  { projectId, pairId }: { projectId: string; pairId: string },
): Promise<{ released: boolean }> {
  authorize(ctx, 'review:write', projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    if (!holds(pair, userId) || !sources('approve').includes(pair.status)) {
      return { released: false };
    }
    await tx.pair.update({
      where: { id: pairId },
      data: { leaseHolderId: null, leaseExpiresAt: null, version: { increment: 1 } },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'review.release',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number },
    });
    return { released: true };
  });
}
