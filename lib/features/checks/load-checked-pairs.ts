import type { Db } from '@/lib/infra/db/client';
import { ENCODER_COLUMNS, runEncoders, type RunEncoders } from '@/lib/infra/run-encoders';

const SELECT = {
  questionId: true,
  question: {
    select: {
      authorId: true,
      question: true,
      optionOne: true,
      optionTwo: true,
      keyForA: true,
      statementA: true,
      statementB: true,
      pattern: true,
      reviews: { where: { verdict: 'APPROVE' }, select: { reviewerId: true } },
    },
  },
  pair: {
    select: {
      id: true,
      number: true,
      currentQuestionId: true,
      imageA: { select: { sha256: true } },
      imageB: { select: { sha256: true } },
      // The newest run that mined the pair.
      minedIn: {
        orderBy: { run: { createdAt: 'desc' } },
        take: 1,
        select: {
          run: {
            select: {
              minSemantic: true,
              maxVisual: true,
              ...ENCODER_COLUMNS,
            },
          },
        },
      },
    },
  },
} as const;

export interface MiningCriteria extends RunEncoders {
  minSemantic: number;
  maxVisual: number;
}

/** The pairs of the study that have no result in this run yet, by number. */
export async function loadUncheckedPairs(db: Db, run: { id: string; studyId: string }) {
  const rows = await db.studyPair.findMany({
    where: { studyId: run.studyId, pair: { checkResults: { none: { checkRunId: run.id } } } },
    orderBy: { pair: { number: 'asc' } },
    select: SELECT,
  });
  return rows.map(({ questionId, question, pair }) => {
    const mined = pair.minedIn[0]?.run;
    const criteria: MiningCriteria | null = mined
      ? {
          ...runEncoders(mined),
          minSemantic: mined.minSemantic,
          maxVisual: mined.maxVisual,
        }
      : null;
    return {
      pairId: pair.id,
      number: pair.number,
      questionId,
      isCurrentVersion: pair.currentQuestionId === questionId,
      hashes: { A: pair.imageA.sha256, B: pair.imageB.sha256 },
      criteria,
      question,
    };
  });
}

export type PairToCheck = Awaited<ReturnType<typeof loadUncheckedPairs>>[number];
