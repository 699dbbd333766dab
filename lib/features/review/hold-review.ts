import { AppError } from '@/lib/domain/errors';
import { sources } from '@/lib/domain/item-lifecycle';
import { requireUser, type Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import { holds, leaseLost, lockPair, type LockedPair } from '@/lib/infra/pair-lock';
import { eligible } from '@/lib/infra/reviewable';

export interface ReviewRef {
  projectId: string;
  pairId: string;
  questionId: string;
}

/**
 * Locks the pair and makes sure that this person holds it for review, may review it, and means the
 * question that is current. Throws 'lease-lost', 'forbidden' or 'conflict'.
 */
export async function holdReview(tx: Tx, ctx: Ctx, ref: ReviewRef): Promise<LockedPair> {
  const userId = requireUser(ctx);
  const pair = await lockPair(tx, ref.projectId, ref.pairId);
  if (pair.currentQuestionId !== ref.questionId) {
    throw new AppError(
      'conflict',
      'The author has submitted a newer version. Take the next question.',
      {
        key: 'reviewOutdated',
      },
    );
  }
  if (!holds(pair, userId) || !sources('approve').includes(pair.status))
    throw leaseLost(pair.number);
  const scope = { projectId: ref.projectId, userId, now: ctx.clock.now() };
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Pair" p WHERE p."id" = ${pair.id}::uuid AND ${eligible(scope)}`;
  if (rows.length === 0) {
    throw new AppError(
      'forbidden',
      'You wrote, drafted or already answered a version of this question, or looked at its pair through the lens; somebody else reviews it.',
      {
        key: 'ownQuestion',
      },
    );
  }
  return pair;
}
