import { transition, type PairEvent, type PairStatus } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { lockDecided, type DecidedRef } from './lock-decided';

/**
 * Sends a decided pair back for changes with a reason that its author reads. The next version goes
 * through review, study and checks like a first one: answers and checks stay with the version that
 * they were given to, and published releases stay as they are. A pair that was rejected before it
 * had a question is offered to annotators again. Throws 'conflict' as lockDecided does, or when the
 * pair's status does not allow it.
 */
export async function reopenPair(
  ctx: Ctx,
  input: DecidedRef & { reason: string },
): Promise<{ status: PairStatus }> {
  const { projectId, pairId, questionId, reason } = input;
  authorize(ctx, 'pair:manage', projectId);
  const reopenedById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return inTransaction(ctx.db, async (tx) => {
    const pair = await lockDecided(tx, input);
    const status = transition(pair.status, await eventFor(tx, input));
    await tx.reopening.create({
      data: { pairId, questionId, from: pair.status, reason, reopenedById, at: ctx.clock.now() },
    });
    await tx.pair.update({
      where: { id: pairId },
      data: {
        status,
        rejection: null,
        rejectionNote: null,
        // A rejection's lease names who may undo it; that is over now.
        leaseHolderId: null,
        leaseExpiresAt: null,
        version: { increment: 1 },
      },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'pair.reopen',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number, from: pair.status, questionId, reason },
    });
    return { status };
  });
}

async function eventFor(tx: Tx, { pairId, questionId }: DecidedRef): Promise<PairEvent> {
  if (questionId !== null) return 'reopen';
  // A rejection keeps the draft, and whoever wrote it goes on with it.
  const draft = await tx.draft.findUnique({ where: { pairId }, select: { pairId: true } });
  return draft ? 'reopen-draft' : 'reopen-unwritten';
}
