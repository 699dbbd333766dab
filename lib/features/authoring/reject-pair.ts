import { AppError } from '@/lib/domain/errors';
import { transition } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { holds, leaseEnd, leaseLost, lockPair } from '@/lib/infra/pair-lock';
import { giveBackOthers } from './give-back';
import type { RejectionReason } from './schemas';

/** How long a rejection can be taken back by whoever made it. */
export const UNDO_MINUTES = 10;

interface PairInput {
  projectId: string;
  pairId: string;
}

/**
 * Says that no question can be asked about the pair. The draft stays, and the lease runs on for
 * UNDO_MINUTES: it names the person who may undo.
 */
export async function rejectPair(
  ctx: Ctx,
  input: PairInput & { reason: RejectionReason; note: string },
): Promise<{ undoUntil: string }> {
  const { projectId, pairId, reason, note } = input;
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    // In review only a reviewer's decision rejects.
    if (!holds(pair, userId) || pair.status === 'IN_REVIEW') throw leaseLost(pair.number);
    const undoUntil = leaseEnd(ctx.clock.now(), UNDO_MINUTES);
    await tx.pair.update({
      where: { id: pairId },
      data: {
        status: transition(pair.status, 'reject'),
        rejection: reason,
        rejectionNote: note.trim() || null,
        leaseExpiresAt: undoUntil,
        version: { increment: 1 },
      },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'pair.reject',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number, reason },
    });
    return { undoUntil: undoUntil.toISOString() };
  });
}

/** Takes a rejection back; the pair returns to the person with its draft. */
export async function undoRejectPair(ctx: Ctx, { projectId, pairId }: PairInput): Promise<void> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    const now = ctx.clock.now();
    const mined = transition(pair.status, 'undo-reject');
    if (!holds(pair, userId) || !pair.leaseExpiresAt || pair.leaseExpiresAt <= now) {
      throw new AppError(
        'conflict',
        'This rejection can no longer be taken back. The pair stays rejected; its draft and history are kept.',
        {
          key: 'undoOver',
        },
      );
    }
    await giveBackOthers(tx, { projectId, userId, now }, pairId);
    const draft = await tx.draft.findUnique({ where: { pairId }, select: { pairId: true } });
    const claimed = transition(mined, 'claim');
    await tx.pair.update({
      where: { id: pairId },
      data: {
        status: draft ? transition(claimed, 'save-draft') : claimed,
        rejection: null,
        rejectionNote: null,
        leaseExpiresAt: leaseEnd(now, pair.leaseMinutes),
        version: { increment: 1 },
      },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'pair.undo-reject',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number },
    });
  });
}
