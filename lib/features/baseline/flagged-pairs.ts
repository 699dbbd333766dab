import type { PairStatus } from '@/lib/domain/item-lifecycle';
import type { ItemFlag } from '@/lib/domain/statistics/item-flags';
import type { ItemStatistics } from '@/lib/domain/statistics/items';
import { rightChoice, type Choice, type Side } from '@/lib/domain/statistics/pair-accuracy';
import { authorize, type Ctx } from '@/lib/infra/context';
import { toldStatus } from '@/lib/infra/told-status';
import { studyAnalysis, type StudyAnalysis, type Variant } from './analysis';

export interface FlaggedItem {
  side: Side;
  image: { id: string; width: number; height: number };
  /** What the study took for right. */
  key: Choice;
  statistics: ItemStatistics;
}

export interface FlaggedPair {
  id: string;
  number: number;
  status: PairStatus;
  /** The question that the study asked, and whether it is the pair's current one. */
  questionId: string;
  current: boolean;
  question: string;
  options: [string, string];
  flags: ItemFlag[];
  items: [FlaggedItem, FlaggedItem];
}

export interface FlaggedPairs {
  responses: number;
  /** By severity, then in the order of their numbers. */
  pairs: FlaggedPair[];
  variants: Variant[];
  flaggable: StudyAnalysis['flaggable'];
}

/** Pairs whose answers speak against them, with the evidence. Holds keys: for a study's analysis only. */
export async function flaggedPairs(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: { projectId: string; studyId: string },
): Promise<FlaggedPairs> {
  authorize(ctx, 'study:view', input.projectId);
  const analysis = await studyAnalysis(ctx, input);
  const { flags, flaggedItems, variants, responses, flaggable } = analysis;
  const IMAGE = { select: { id: true, width: true, height: true } } as const;
  const rows = await ctx.db.studyPair.findMany({
    where: {
      studyId: input.studyId,
      study: { projectId: input.projectId },
      pairId: { in: [...new Set(flags.map(({ pairId }) => pairId))] },
    },
    orderBy: { pair: { number: 'asc' } },
    select: {
      pairId: true,
      questionId: true,
      pair: {
        select: {
          number: true,
          status: true,
          currentQuestionId: true,
          imageA: IMAGE,
          imageB: IMAGE,
        },
      },
      question: {
        select: { question: true, optionOne: true, optionTwo: true, keyForA: true },
      },
    },
  });
  const told = await toldStatus(ctx, input.projectId);
  const pairs = rows.map(({ pairId, questionId, pair, question }): FlaggedPair => {
    const item = (side: Side): FlaggedItem => ({
      side,
      image: side === 'A' ? pair.imageA : pair.imageB,
      key: rightChoice(question.keyForA as Choice, side),
      statistics: flaggedItems.find((one) => one.pairId === pairId && one.side === side)!,
    });
    return {
      id: pairId,
      number: pair.number,
      status: told.of({ id: pairId, status: pair.status }),
      questionId,
      current: pair.currentQuestionId === questionId,
      question: question.question,
      options: [question.optionOne, question.optionTwo],
      flags: flags.filter((flag) => flag.pairId === pairId),
      items: [item('A'), item('B')],
    };
  });
  const critical = (pair: FlaggedPair) =>
    Number(pair.flags.some(({ severity }) => severity === 'critical'));
  return {
    responses,
    pairs: pairs.sort((a, b) => critical(b) - critical(a) || a.number - b.number),
    variants,
    flaggable,
  };
}
