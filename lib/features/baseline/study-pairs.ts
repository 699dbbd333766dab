import { AppError } from '@/lib/domain/errors';
import { sources } from '@/lib/domain/item-lifecycle';
import type { Tx } from '@/lib/infra/db/client';

export interface StudyPairRow {
  pairId: string;
  questionId: string;
}

/**
 * The pairs of a study: those with the chosen numbers, or all that are approved now. Pairs measured
 * before may be chosen again, but only by number. Throws 'unprocessable' with the numbers of those
 * that cannot enter a study.
 */
export async function selectStudyPairs(
  tx: Tx,
  projectId: string,
  numbers: readonly number[] | undefined,
): Promise<StudyPairRow[]> {
  const pairs = await tx.pair.findMany({
    where: {
      projectId,
      currentQuestionId: { not: null },
      ...(numbers
        ? { number: { in: [...numbers] }, status: { in: sources('enter-study') } }
        : { status: 'APPROVED' as const }),
    },
    select: { id: true, number: true, currentQuestionId: true },
    orderBy: { number: 'asc' },
  });
  const found = new Set(pairs.map((pair) => pair.number));
  const missing = [...new Set(numbers)].filter((number) => !found.has(number));
  if (missing.length > 0) {
    const list = missing.slice(0, SHOWN).join(', ') + (missing.length > SHOWN ? ' …' : '');
    throw new AppError(
      'unprocessable',
      `These pairs are not approved (any more): ${list}. Leave them out; nothing was saved.`,
      { key: 'studyPairsNotApproved', params: { list }, fields: { pairNumbers: list } },
    );
  }
  return pairs.map((pair) => ({ pairId: pair.id, questionId: pair.currentQuestionId! }));
}

/** So many numbers fit one sentence. */
const SHOWN = 12;
