import { PATTERN_IDS, type PatternId } from '@/lib/domain/patterns';
import { agreement, type Agreement } from '@/lib/domain/statistics/agreement';
import { cellsFromAnswers, type Cell } from '@/lib/domain/statistics/cells';
import { crossedBootstrap, type CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import { scoreMajority } from '@/lib/domain/statistics/majority-vote';
import { wilsonInterval, type Interval } from '@/lib/domain/statistics/wilson';
import { authorize, type Ctx } from '@/lib/infra/context';
import { loadAnalysisData, type AnalysisAnswer, type AnalysisData } from './analysis-data';

export interface Majority {
  /** Out of pairs of which somebody answered both items. A tie is wrong. */
  item: Interval | null;
  pair: Interval | null;
  items: number;
  pairs: number;
  ties: number;
}

export interface RaterScore {
  /** The rater's pseudonym. */
  label: string;
  items: number;
  itemsRight: number;
  pairs: number;
  pairsRight: number;
}

export interface PatternScore {
  pattern: PatternId;
  /** Pairs of the pattern in the study. */
  pairs: number;
  item: CrossedResult;
  pair: CrossedResult;
}

/** What a study has measured so far. Shares are in [0, 1]; accuracies always name item or pair. */
export interface StudyAnalysis {
  studyId: string;
  primaryEstimand: string;
  /** Of the bootstrap; follows from the study's stored seed. */
  seed: string;
  studyPairs: number;
  raters: number;
  responses: number;
  meanIndividual: Record<'item' | 'pair', CrossedResult>;
  majority: Majority;
  perRater: RaterScore[];
  /** In the paper's order; patterns without a pair in the study are left out. */
  perPattern: PatternScore[];
  /** Over canonical answers: option 1, option 2, can't tell. */
  agreement: Agreement;
  /** Scored wrong above; null when there is no answer. */
  cantTellShare: number | null;
  medianActiveMs: number | null;
}

/**
 * Accuracy of the raters of a study, with intervals. Wilson's interval of the majority takes pairs as
 * independent, once for items too: an item is counted by its pair's mean.
 */
export async function studyAnalysis(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string; studyId: string },
): Promise<StudyAnalysis> {
  authorize(ctx, 'study:view', input.projectId);
  return analyse(await loadAnalysisData(ctx.db, input.projectId, input.studyId));
}

/** The pure part. Gives other requests a turn between the bootstraps. */
export async function analyse({ study, pairs, answers }: AnalysisData): Promise<StudyAnalysis> {
  const seed = `${study.seed}/bootstrap`;
  const cells = cellsFromAnswers(pairs, answers);
  const meanIndividual = crossedBootstrap({ cells, seed });
  const patternOf = new Map(pairs.map((pair) => [pair.pairId, pair.pattern]));
  const perPattern: PatternScore[] = [];
  for (const pattern of PATTERN_IDS) {
    const inPattern = pairs.filter((pair) => pair.pattern === pattern).length;
    if (inPattern === 0) continue;
    await new Promise((resolve) => setImmediate(resolve));
    const own = cells.filter((cell) => patternOf.get(cell.pairId) === pattern);
    perPattern.push({
      pattern,
      pairs: inPattern,
      ...crossedBootstrap({ cells: own, seed: `${seed}/${pattern}` }),
    });
  }
  const perRater = scoreRaters(cells);
  return {
    studyId: study.id,
    primaryEstimand: study.primaryEstimand,
    seed,
    studyPairs: pairs.length,
    raters: perRater.length,
    responses: answers.length,
    meanIndividual,
    majority: majorityOf({ pairs, answers }, cells),
    perRater,
    perPattern,
    agreement: agreement(ratingsByItem(answers), 3),
    cantTellShare: share(answers.filter((answer) => answer.choice === null).length, answers.length),
    medianActiveMs: median(answers.map((answer) => answer.activeMs)),
  };
}

function majorityOf(data: Pick<AnalysisData, 'pairs' | 'answers'>, cells: Cell[]): Majority {
  const complete = new Set(
    cells.filter((cell) => cell.rightA !== null && cell.rightB !== null).map((cell) => cell.pairId),
  );
  const score = scoreMajority(
    data.pairs.filter((pair) => complete.has(pair.pairId)),
    data.answers.filter((answer) => complete.has(answer.pairId)),
  );
  return {
    item: wilsonInterval(score.itemsRight / 2, score.pairs),
    pair: wilsonInterval(score.pairsRight, score.pairs),
    items: score.items,
    pairs: score.pairs,
    ties: score.ties,
  };
}

function scoreRaters(cells: readonly Cell[]): RaterScore[] {
  const scores = new Map<string, RaterScore>();
  for (const { raterId, rightA, rightB } of cells) {
    const score = scores.get(raterId) ?? {
      label: raterId,
      items: 0,
      itemsRight: 0,
      pairs: 0,
      pairsRight: 0,
    };
    score.items += Number(rightA !== null) + Number(rightB !== null);
    score.itemsRight += Number(rightA === true) + Number(rightB === true);
    score.pairs += Number(rightA !== null && rightB !== null);
    score.pairsRight += Number(rightA === true && rightB === true);
    scores.set(raterId, score);
  }
  return [...scores.values()];
}

/** "Can't tell" is an answer like the others here: two raters who cannot tell agree. */
function ratingsByItem(answers: readonly AnalysisAnswer[]): string[][] {
  const items = new Map<string, string[]>();
  for (const { pairId, side, choice } of answers) {
    const ratings = items.get(pairId + side) ?? [];
    ratings.push(choice === null ? 'cant-tell' : String(choice));
    items.set(pairId + side, ratings);
  }
  return [...items.values()];
}

const share = (count: number, of: number): number | null => (of === 0 ? null : count / of);

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
