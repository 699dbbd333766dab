import { AppError, notFound } from '@/lib/domain/errors';
import { sources, type PairStatus } from '@/lib/domain/item-lifecycle';
import type { Tx } from '@/lib/infra/db/client';
import type { Prisma } from '@/lib/infra/db/generated/client';
import type { StudyFields } from './schemas';

/** No open study practises on them, which would tell their answers. */
export const NOT_PRACTISED: Prisma.PairWhereInput = {
  practiceIn: { none: { study: { status: 'OPEN' } } },
};

/** Decided, and in no open study. */
export const PRACTISABLE: readonly PairStatus[] = ['APPROVED', 'MEASURED', 'CHECKED', 'RELEASED'];

export interface StudyPairRow {
  pairId: string;
  questionId: string;
}

export type StudyItems = Pick<
  StudyFields,
  'pairNumbers' | 'benchmarkId' | 'candidates' | 'pattern'
>;

/**
 * The pairs of a study: those with the chosen numbers, those of an imported benchmark, those that
 * passed the checks, or all own ones that are approved now, of one pattern if it says so. Pairs
 * measured before may be chosen again, but not by "approved". Throws 'unprocessable' with the numbers
 * of those that cannot enter a study.
 */
export async function selectStudyPairs(
  tx: Tx,
  projectId: string,
  items: StudyItems,
): Promise<StudyPairRow[]> {
  const { pairNumbers: numbers } = items;
  if (items.benchmarkId) await refuseUnknownBenchmark(tx, projectId, items.benchmarkId);
  const pairs = await tx.pair.findMany({
    where: { projectId, currentQuestionId: { not: null }, ...chosen(items) },
    select: { id: true, number: true, currentQuestionId: true },
    orderBy: { number: 'asc' },
  });
  const found = new Set(pairs.map((pair) => pair.number));
  const missing = [...new Set(numbers)].filter((number) => !found.has(number));
  if (missing.length > 0) throw notApproved(missing, 'pairNumbers');
  return pairs.map((pair) => ({ pairId: pair.id, questionId: pair.currentQuestionId! }));
}

function chosen({
  pairNumbers,
  benchmarkId,
  candidates,
  pattern,
}: StudyItems): Prisma.PairWhereInput {
  const status = { in: sources('enter-study') };
  if (pairNumbers) return { number: { in: [...pairNumbers] }, status };
  if (benchmarkId) return { imported: { benchmarkId }, status };
  if (candidates) return { status: 'CHECKED' };
  return {
    status: 'APPROVED',
    imported: null,
    ...NOT_PRACTISED,
    ...(pattern ? { currentQuestion: { pattern } } : {}),
  };
}

/**
 * The pairs that raters practise on. They keep their state; any pair with a decided question will do,
 * but none of the study's. Throws 'unprocessable' with the numbers that will not.
 */
export async function selectPracticePairs(
  tx: Tx,
  projectId: string,
  numbers: readonly number[],
  study: readonly StudyPairRow[],
): Promise<StudyPairRow[]> {
  if (numbers.length === 0) return [];
  const pairs = await tx.pair.findMany({
    where: {
      projectId,
      number: { in: [...numbers] },
      currentQuestionId: { not: null },
      status: { in: [...PRACTISABLE] },
    },
    select: { id: true, number: true, currentQuestionId: true },
    orderBy: { number: 'asc' },
  });
  const found = new Set(pairs.map((pair) => pair.number));
  const missing = [...new Set(numbers)].filter((number) => !found.has(number));
  if (missing.length > 0) throw notApproved(missing, 'practiceNumbers');
  const inStudy = new Set(study.map((row) => row.pairId));
  const both = pairs.filter((pair) => inStudy.has(pair.id)).map((pair) => pair.number);
  if (both.length > 0) {
    const list = listed(both);
    throw new AppError(
      'unprocessable',
      `Practice tells the answer, so these pairs cannot be in the study as well: ${list}. Nothing was saved.`,
      { key: 'practiceInStudy', params: { list }, fields: { practiceNumbers: list } },
    );
  }
  return pairs.map((pair) => ({ pairId: pair.id, questionId: pair.currentQuestionId! }));
}

async function refuseUnknownBenchmark(tx: Tx, projectId: string, id: string): Promise<void> {
  const there = await tx.importedBenchmark.count({ where: { id, projectId } });
  if (there === 0) throw notFound('The imported benchmark');
}

function notApproved(missing: readonly number[], field: string): AppError {
  const list = listed(missing);
  return new AppError(
    'unprocessable',
    `These pairs are not approved (any more): ${list}. Leave them out; nothing was saved.`,
    { key: 'studyPairsNotApproved', params: { list }, fields: { [field]: list } },
  );
}

/** Of pairs, for a sentence. */
export const listed = (numbers: readonly number[]): string =>
  numbers.slice(0, SHOWN).join(', ') + (numbers.length > SHOWN ? ' …' : '');

/** So many numbers fit one sentence. */
const SHOWN = 12;
