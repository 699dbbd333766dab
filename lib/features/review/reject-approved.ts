import { transition, type PairStatus } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { lockDecided, type DecidedRef } from './lock-decided';
import type { RejectionReason } from './schemas';

/**
 * Drops a pair that had been approved, and keeps it out of every further study and release. Scores
 * may have been seen by then, so a sentence that says why is required. Its answers, checks and the
 * releases that hold it stay. Throws 'conflict' as lockDecided does, or when the pair's status does
 * not allow it.
 */
export async function rejectApproved(
  ctx: Ctx,
  input: DecidedRef & { rejection: RejectionReason; note: string },
): Promise<{ status: PairStatus }> {
  const { projectId, pairId, questionId, rejection, note } = input;
  authorize(ctx, 'pair:manage', projectId);
  return inTransaction(ctx.db, async (tx) => {
    const pair = await lockDecided(tx, input);
    const status = transition(pair.status, 'reject-approved');
    await tx.pair.update({
      where: { id: pairId },
      data: { status, rejection, rejectionNote: note, version: { increment: 1 } },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'pair.reject-approved',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number, from: pair.status, questionId, reason: rejection, note },
    });
    return { status };
  });
}
