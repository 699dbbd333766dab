import type { Answer } from '@/lib/domain/review-rules';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { holdReview } from './hold-review';
import { readKey, type ReviewKey } from './queries';

/**
 * Stores the reviewer's own answers to both images; only then the key is read and returned. Answers
 * cannot be changed afterwards: a repeated call returns the first ones.
 */
export async function answerReview(
  ctx: Ctx,
  input: {
    projectId: string;
    pairId: string;
    questionId: string;
    answerA: Answer;
    answerB: Answer;
  },
): Promise<ReviewKey> {
  const { projectId, questionId, answerA, answerB } = input;
  authorize(ctx, 'review:write', projectId);
  const reviewerId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const pair = await holdReview(tx, ctx, input);
    const at = ctx.clock.now();
    const before = await tx.review.findUnique({
      where: { questionId_reviewerId: { questionId, reviewerId } },
      select: { answeredAt: true },
    });
    if (!before?.answeredAt) {
      const answers = { answerA, answerB, answeredAt: at };
      await tx.review.upsert({
        where: { questionId_reviewerId: { questionId, reviewerId } },
        create: { questionId, reviewerId, createdAt: at, ...answers },
        update: answers,
      });
      await audit(tx, ctx, {
        projectId,
        action: 'review.answer',
        subjectType: 'Pair',
        subjectId: pair.id,
        data: { number: pair.number, questionId },
      });
    }
    return readKey(tx, { projectId, questionId, reviewerId });
  });
}
