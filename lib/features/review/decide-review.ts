import { AppError } from '@/lib/domain/errors';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import { needsComment } from '@/lib/domain/review-rules';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { lockPair } from '@/lib/infra/pair-lock';
import { holdReview, type ReviewRef } from './hold-review';
import { readKey } from './queries';
import { recentVerdicts } from './recent-verdicts';
import type { Decision } from './schemas';
import { settlePair } from './settle-pair';

/**
 * Decides on a question after answering it. Where it is to have several reviews, the pair waits for the
 * others; where two disagree, for a third person, whose decision stands. The same decision again returns
 * the same result; a different one is a 'conflict', unless the first was taken back. Asking for changes needs a comment, and so does
 * approving against one's own answers.
 */
export async function decideReview(
  ctx: Ctx,
  input: ReviewRef & { decision: Decision },
): Promise<{ status: PairStatus; undoable: boolean }> {
  const { projectId, pairId, questionId, decision } = input;
  authorize(ctx, 'review:write', projectId);
  const reviewerId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const before = await lockPair(tx, projectId, pairId);
    const scope = { projectId, userId: reviewerId, now: ctx.clock.now() };
    const undoable = async () => (await recentVerdicts(tx, scope, questionId)).length > 0;
    const decided = await earlierVerdict(tx, questionId, reviewerId);
    if (decided !== null) {
      if (decided === decision.verdict)
        return { status: before.status, undoable: await undoable() };
      throw new AppError(
        'conflict',
        'You have already decided on this question. That decision stands.',
        {
          key: 'alreadyDecided',
        },
      );
    }
    const pair = await holdReview(tx, ctx, input);
    const key = await readKey(tx, { projectId, questionId, reviewerId });
    const comment = decision.comment.trim();
    if (comment === '' && needsComment(decision.verdict, key)) {
      throw new AppError('invalid', 'Say in a comment why. Nothing was decided yet.', {
        key: 'commentNeeded',
        fields: { comment: 'comment-needed' },
      });
    }
    const adjudicates = pair.status === 'IN_ADJUDICATION';
    await tx.review.update({
      where: { questionId_reviewerId: { questionId, reviewerId } },
      data: {
        verdict: decision.verdict,
        comment,
        field: comment === '' ? null : (decision.field ?? null),
        rejection: decision.verdict === 'REJECT' ? decision.reason : null,
        adjudicates,
        decidedAt: ctx.clock.now(),
      },
    });
    const { status, version } = await settlePair(tx, ctx, {
      projectId,
      pair,
      questionId,
      adjudicated: adjudicates ? decision.verdict : null,
      disagreements: key.disagreements.length,
    });
    await tx.review.update({
      where: { questionId_reviewerId: { questionId, reviewerId } },
      data: { pairVersion: version },
      select: { id: true },
    });
    return { status, undoable: await undoable() };
  });
}

async function earlierVerdict(
  tx: Tx,
  questionId: string,
  reviewerId: string,
): Promise<Decision['verdict'] | null> {
  const review = await tx.review.findUnique({
    where: { questionId_reviewerId: { questionId, reviewerId } },
    select: { verdict: true },
  });
  return review?.verdict ?? null;
}
