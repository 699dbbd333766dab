import { AppError } from '@/lib/domain/errors';
import { sources, transition } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { leaseEnd, lockPair, serializeClaims } from '@/lib/infra/pair-lock';
import type { ReviewRef } from './hold-review';
import { recentVerdicts } from './recent-verdicts';

/**
 * Takes a verdict back for as long as it can be (see recentVerdicts): the question is in review again, held by
 * the same person, whose own answers stay as they are. Throws 'conflict' after that, or when somebody has
 * acted on it meanwhile.
 */
export async function undoVerdict(ctx: Ctx, ref: ReviewRef): Promise<void> {
  const { projectId, pairId, questionId } = ref;
  authorize(ctx, 'review:write', projectId);
  const reviewerId = requireUser(ctx);
  await inTransaction(ctx.db, async (tx) => {
    await serializeClaims(tx, projectId, reviewerId);
    const pair = await lockPair(tx, projectId, pairId);
    const now = ctx.clock.now();
    const [given] = await recentVerdicts(tx, { projectId, userId: reviewerId, now }, questionId);
    if (!given || given.pairId !== pairId) throw undoOver(pair.number);
    // People hold one review at a time.
    await tx.pair.updateMany({
      where: {
        projectId,
        leaseHolderId: reviewerId,
        status: { in: sources('approve') },
        id: { not: pairId },
      },
      data: { leaseHolderId: null, leaseExpiresAt: null, version: { increment: 1 } },
    });
    await tx.review.update({
      where: { questionId_reviewerId: { questionId, reviewerId } },
      // The comment stays: whoever decides anew goes on with it.
      data: {
        verdict: null,
        decidedAt: null,
        rejection: null,
        adjudicates: false,
        pairVersion: null,
      },
      select: { id: true },
    });
    await tx.pair.update({
      where: { id: pairId },
      data: {
        status: transition(pair.status, given.adjudicates ? 'undo-adjudication' : 'undo-verdict'),
        rejection: null,
        rejectionNote: null,
        leaseHolderId: reviewerId,
        leaseExpiresAt: leaseEnd(now, pair.leaseMinutes),
        version: { increment: 1 },
      },
      select: { id: true },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'review.undo-verdict',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number, questionId },
    });
  });
}

const undoOver = (number: number): AppError =>
  new AppError(
    'conflict',
    `Your decision on pair ${number} can no longer be taken back: ten minutes are over, or somebody has acted on it. It stands; an administrator can send the pair back.`,
    { key: 'undoVerdictOver', params: { number } },
  );
