import { AppError } from '@/lib/domain/errors';
import { sources, transition } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { holds, lockPair } from '@/lib/infra/pair-lock';
import { undoableSince } from './recent-decisions';

interface PairInput {
  projectId: string;
  pairId: string;
}

/** Puts a pair aside: the draft stays and waits for its author. Releasing twice is no error. */
export async function releasePair(ctx: Ctx, input: PairInput): Promise<{ released: boolean }> {
  authorize(ctx, 'authoring:write', input.projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, (tx) => giveBack(tx, ctx, input, userId, 'pair.release'));
}

/** Gives the pair back and does not offer it to this person again. */
export async function skipPair(ctx: Ctx, input: PairInput): Promise<{ released: boolean }> {
  authorize(ctx, 'authoring:write', input.projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const result = await giveBack(tx, ctx, input, userId, 'pair.skip');
    await tx.pairSkip.upsert({
      where: { pairId_userId: { pairId: input.pairId, userId } },
      create: { pairId: input.pairId, userId, at: ctx.clock.now() },
      // Asked for by name and skipped again: the time to take it back begins anew.
      update: { at: ctx.clock.now() },
    });
    return result;
  });
}

/**
 * Takes a skip back for as long as it can be: the pair may be offered to the person again, and is his
 * to claim unless somebody else has it. Throws 'conflict' after that.
 */
export async function undoSkip(ctx: Ctx, { projectId, pairId }: PairInput): Promise<void> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  await inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    const { count } = await tx.pairSkip.deleteMany({
      where: { pairId, userId, at: { gt: undoableSince(ctx.clock.now()) } },
    });
    if (count === 0) {
      throw new AppError(
        'conflict',
        `You skipped pair ${pair.number} too long ago to take it back. Nothing was changed; skipped pairs can be offered to you again from the bench.`,
        { key: 'undoSkipOver', params: { number: pair.number } },
      );
    }
    await audit(tx, ctx, {
      projectId,
      action: 'pair.undo-skip',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number },
    });
  });
}

/** Offers the pairs again that the person has skipped. */
export async function forgetSkips(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<{ offered: number }> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const { count } = await tx.pairSkip.deleteMany({ where: { userId, pair: { projectId } } });
    await audit(tx, ctx, {
      projectId,
      action: 'pair.forget-skips',
      subjectType: 'User',
      subjectId: userId,
      data: { count },
    });
    return { offered: count };
  });
}

async function giveBack(
  tx: Tx,
  ctx: Ctx,
  { projectId, pairId }: PairInput,
  userId: string,
  action: 'pair.release' | 'pair.skip',
): Promise<{ released: boolean }> {
  const pair = await lockPair(tx, projectId, pairId);
  if (!holds(pair, userId) || !sources('release-lease').includes(pair.status))
    return { released: false };
  await tx.pair.update({
    where: { id: pairId },
    data: {
      status: transition(pair.status, 'release-lease'),
      leaseHolderId: null,
      leaseExpiresAt: null,
      version: { increment: 1 },
    },
  });
  await audit(tx, ctx, {
    projectId,
    action,
    subjectType: 'Pair',
    subjectId: pairId,
    data: { number: pair.number },
  });
  return { released: true };
}
