import { AppError } from '@/lib/domain/errors';
import { sources, transition, type PairStatus } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { holds, leaseEnd, leaseLost, lockPair, type LockedPair } from '@/lib/infra/pair-lock';
import { decidedBefore } from './decided-before';
import { giveBackOthers } from './give-back';
import { keepDraft } from './keep-draft';
import { UNDO_MINUTES } from './recent-decisions';
import { storedDraft } from './save-draft';
import type { RejectionReason } from './schemas';

interface PairInput {
  projectId: string;
  pairId: string;
}

/**
 * Says that no question can be asked about the pair. The draft stays, and the lease runs on for
 * UNDO_MINUTES: it names the person who may undo. Throws 'invalid' when the pair had been decided
 * before and no note says why it is dropped.
 */
export async function rejectPair(
  ctx: Ctx,
  input: PairInput & { reason: RejectionReason; note: string },
): Promise<{ undoUntil: string }> {
  const { projectId, pairId, reason, note } = input;
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  const why = note.trim();
  return inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    // In review only a reviewer's decision rejects.
    if (!holds(pair, userId) || sources('approve').includes(pair.status))
      throw leaseLost(pair.number);
    if (why === '' && (await decidedBefore(tx, pairId))) throw noteNeeded(pair.number);
    const now = ctx.clock.now();
    const draft = await storedDraft(tx, pairId);
    if (draft && draft.authorId !== userId) {
      // Taken over and dropped: the first one's words would wait in a draft that nobody opens any more.
      const { authorId, content, updatedAt: writtenAt } = draft;
      await keepDraft(tx, { pairId, authorId, content, writtenAt }, now);
    }
    const undoUntil = leaseEnd(now, UNDO_MINUTES);
    await tx.pair.update({
      where: { id: pairId },
      data: {
        status: transition(pair.status, 'reject'),
        rejection: reason,
        rejectionNote: why || null,
        leaseExpiresAt: undoUntil,
        version: { increment: 1 },
      },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'pair.reject',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number, reason, ...(why === '' ? {} : { note: why }) },
    });
    return { undoUntil: undoUntil.toISOString() };
  });
}

/** Takes a rejection back: the pair returns as it was, with its draft or the changes asked for. */
export async function undoRejectPair(ctx: Ctx, { projectId, pairId }: PairInput): Promise<void> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    const now = ctx.clock.now();
    const status = await statusBefore(tx, pair);
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
    await tx.pair.update({
      where: { id: pairId },
      data: {
        status,
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

/** What the pair was when it was rejected, as its rows still tell. */
async function statusBefore(tx: Tx, pair: LockedPair): Promise<PairStatus> {
  if (pair.currentQuestionId !== null) return transition(pair.status, 'undo-reject-changes');
  const claimed = transition(transition(pair.status, 'undo-reject'), 'claim');
  const draft = await tx.draft.findUnique({ where: { pairId: pair.id }, select: { pairId: true } });
  return draft ? transition(claimed, 'save-draft') : claimed;
}

const noteNeeded = (number: number): AppError =>
  new AppError(
    'invalid',
    `Pair ${number} had been decided before, so say in a sentence why it is rejected. Nothing was changed.`,
    { key: 'rejectionNeedsNote', params: { number } },
  );
