import { AppError } from '@/lib/domain/errors';
import type { Tx } from '@/lib/infra/db/client';
import { lockPair, type LockedPair } from '@/lib/infra/pair-lock';

export interface DecidedRef {
  projectId: string;
  pairId: string;
  /** The question that the person saw; null where the pair had none. */
  questionId: string | null;
}

/**
 * Locks a pair whose decision is to be taken back. Throws 'conflict' while people rate it, and when
 * its question is no longer the one that the person saw.
 */
export async function lockDecided(tx: Tx, ref: DecidedRef): Promise<LockedPair> {
  const pair = await lockPair(tx, ref.projectId, ref.pairId);
  if (pair.status === 'IN_STUDY') {
    throw new AppError(
      'conflict',
      `Pair ${pair.number} is being rated in an open study. Close the study first; nothing was changed.`,
      { key: 'pairInOpenStudy', params: { number: pair.number } },
    );
  }
  if (pair.currentQuestionId !== ref.questionId) {
    throw new AppError(
      'conflict',
      `Pair ${pair.number} has a newer question than the one that you saw. Nothing was changed. Reload and look again.`,
      { key: 'pairHasNewerQuestion', params: { number: pair.number } },
    );
  }
  return pair;
}
