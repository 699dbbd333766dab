/**
 * People, models and encoders on the pairs of one release, as one pure function of plain data: its draws
 * run on a thread of their own (lib/infra/statistics). Accuracies are shares in [0, 1].
 */
import { PATTERN_IDS, type PatternId } from '../patterns';
import { cellsFromAnswers, type Cell } from './cells';
import { clusteredItemAccuracy } from './clustered-se';
import { crossedBootstrap, type CrossedResult } from './crossed-bootstrap';
import { crossedDifference } from './crossed-difference';
import type { RaterAnswer } from './majority-vote';
import { scoreAnswers, type ItemAnswer, type PairKey, type ScoredPair } from './pair-accuracy';
import {
  majorityTests,
  patternCorrelations,
  type MajorityTest,
  type PatternCorrelation,
} from './release-tests';
import type { Measure } from './resampling';
import { majorityOf, type Majority } from './study-parts';
import { wilsonInterval, type Interval } from './wilson';

export interface ResultsInput {
  /** Of the release; every draw follows from it. */
  seed: string;
  pairs: readonly (PairKey & { pattern: PatternId })[];
  /** Of people, to these pairs, in a fixed order, so that draws can be repeated. */
  answers: readonly RaterAnswer[];
  models: readonly { id: string; answers: readonly ItemAnswer[] }[];
  encoders: readonly { id: string; perPair: readonly ScoredPair[] }[];
}

/** People, each model and each encoder by pattern; null where nothing was measured. */
export interface PatternRow {
  pattern: PatternId;
  pairs: number;
  people: CrossedResult;
  scored: { id: string; pair: Interval | null }[];
}

export interface ModelScore {
  id: string;
  /** Wilson over pairs. */
  pair: Interval;
  /** Clustered by pair. */
  item: Interval;
  pairsRight: number;
  /** People minus model, from crossed draws over the same pairs; null without people. */
  difference: Record<Measure, { estimate: number; lower: number; upper: number } | null>;
}

export interface ReleaseResults {
  people: Record<Measure, CrossedResult> & { majority: Majority };
  /** As they were given. */
  models: ModelScore[];
  /** In the paper's order; patterns without a pair are left out. */
  perPattern: PatternRow[];
  /** Each model against the majority of people, in the models' order; empty without people. */
  tests: MajorityTest[];
  /** Each model with each encoder. */
  correlations: PatternCorrelation[];
}

export function releaseResults({
  seed: releaseSeed,
  pairs,
  answers,
  models: given,
  encoders,
}: ResultsInput): ReleaseResults {
  const seed = `${releaseSeed}/bootstrap`;
  const cells = cellsFromAnswers(pairs, answers);
  const models = given.map((model) => ({
    id: model.id,
    perPair: scoreAnswers(pairs, model.answers).perPair,
  }));
  return {
    people: {
      ...crossedBootstrap({ cells, seed }),
      majority: majorityOf({ pairs, answers }, cells),
    },
    models: models.map(({ id, perPair }) => ({ id, ...scoreModel(perPair, cells, seed) })),
    perPattern: byPattern(pairs, cells, seed, [...models, ...encoders]),
    tests: majorityTests({ keys: pairs, answers, cells }, models),
    correlations: patternCorrelations(pairs, models, encoders, seed),
  };
}

function scoreModel(
  perPair: readonly ScoredPair[],
  cells: readonly Cell[],
  seed: string,
): Omit<ModelScore, 'id'> {
  const difference = crossedDifference({ cells, model: perPair, seed });
  const known = (measure: Measure) => {
    const result = difference[measure];
    if (!result.available) return null;
    const { estimate, lower, upper } = result;
    return { estimate, lower, upper };
  };
  const pairsRight = countRight(perPair);
  return {
    // A release has at least one pair, so both exist.
    pair: wilsonInterval(pairsRight, perPair.length) as Interval,
    item: clusteredItemAccuracy(perPair) as Interval,
    pairsRight,
    difference: { pair: known('pair'), item: known('item') },
  };
}

const countRight = (perPair: readonly ScoredPair[]): number =>
  perPair.filter((pair) => pair.rightA && pair.rightB).length;

function byPattern(
  pairs: ResultsInput['pairs'],
  cells: readonly Cell[],
  seed: string,
  scored: readonly { id: string; perPair: readonly ScoredPair[] }[],
): PatternRow[] {
  return PATTERN_IDS.flatMap((pattern) => {
    const own = new Set(
      pairs.filter((pair) => pair.pattern === pattern).map((pair) => pair.pairId),
    );
    if (own.size === 0) return [];
    const inPattern = cells.filter((cell) => own.has(cell.pairId));
    return {
      pattern,
      pairs: own.size,
      people: crossedBootstrap({ cells: inPattern, seed: `${seed}/${pattern}` }).pair,
      scored: scored.map(({ id, perPair }) => {
        const part = perPair.filter((pair) => own.has(pair.pairId));
        return { id, pair: wilsonInterval(countRight(part), part.length) };
      }),
    };
  });
}
