/**
 * People, models and encoders on the pairs of one release, as one pure function of plain data: its draws
 * run on a thread of their own (lib/infra/statistics). Accuracies are shares in [0, 1].
 */
import { PATTERN_IDS, type PatternId } from '../patterns';
import { cellsFromAnswers, type Cell } from './cells';
import { clusteredItemAccuracy } from './clustered-se';
import { crossedBootstrap, type CrossedResult } from './crossed-bootstrap';
import { crossedDifference, type DifferenceInterval } from './crossed-difference';
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
import { countRaters } from './study-variants';
import { wilsonInterval, type Interval } from './wilson';

export interface ResultsInput {
  /** Of the release; every draw follows from it. */
  seed: string;
  pairs: readonly (PairKey & { pattern: PatternId })[];
  /** Of people, to these pairs, in a fixed order, so that draws can be repeated. */
  answers: readonly RaterAnswer[];
  /** Pseudonyms of those whom rules fixed in advance leave out. */
  excluded?: readonly string[];
  models: readonly { id: string; answers: readonly ItemAnswer[] }[];
  encoders: readonly { id: string; perPair: readonly ScoredPair[] }[];
}

export type Differences = Record<
  Measure,
  Pick<DifferenceInterval, 'estimate' | 'lower' | 'upper' | 'method'> | null
>;

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
  difference: Differences;
}

/** All that people are in, once more without whom the study's rules leave out. */
export interface WithoutExcluded {
  raters: number;
  people: ReleaseResults['people'];
  /** By model, in the models' order. */
  differences: { id: string; difference: Differences }[];
  perPattern: { pattern: PatternId; people: CrossedResult }[];
  tests: MajorityTest[];
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
  /** Null where the rules leave out nobody who answered here, or everybody. */
  withoutExcluded: WithoutExcluded | null;
}

export function releaseResults({
  seed: releaseSeed,
  pairs,
  answers,
  excluded,
  models: given,
  encoders,
}: ResultsInput): ReleaseResults {
  const seed = `${releaseSeed}/bootstrap`;
  const models = given.map((model) => ({
    id: model.id,
    perPair: scoreAnswers(pairs, model.answers).perPair,
  }));
  const all = withPeople(pairs, answers, models, seed);
  const left = new Set(excluded);
  const ruled = answers.filter(({ raterId }) => !left.has(raterId));
  const some = ruled.length > 0 && ruled.length < answers.length;
  const people = new Map(all.perPattern.map((row) => [row.pattern, row.people]));
  return {
    people: all.people,
    models: models.map(({ id, perPair }, at) => ({
      id,
      ...scoreModel(perPair),
      difference: all.differences[at]!.difference,
    })),
    perPattern: byPattern(pairs).map(({ pattern, ids }) => ({
      pattern,
      pairs: ids.size,
      people: people.get(pattern)!,
      scored: [...models, ...encoders].map(({ id, perPair }) => {
        const part = perPair.filter((pair) => ids.has(pair.pairId));
        return { id, pair: wilsonInterval(countRight(part), part.length) };
      }),
    })),
    tests: all.tests,
    correlations: patternCorrelations(pairs, models, encoders, seed),
    withoutExcluded: some ? withPeople(pairs, ruled, models, `${seed}/ruled`) : null,
  };
}

/** What these answers of people say of themselves and beside the models. */
function withPeople(
  pairs: ResultsInput['pairs'],
  answers: readonly RaterAnswer[],
  models: readonly { id: string; perPair: readonly ScoredPair[] }[],
  seed: string,
): WithoutExcluded {
  const cells = cellsFromAnswers(pairs, answers);
  return {
    raters: countRaters(answers),
    people: {
      ...crossedBootstrap({ cells, seed }),
      majority: majorityOf({ pairs, answers }, cells),
    },
    differences: models.map(({ id, perPair }) => ({
      id,
      difference: differences(cells, perPair, seed),
    })),
    perPattern: byPattern(pairs).map(({ pattern, ids }) => {
      const own = cells.filter((cell) => ids.has(cell.pairId));
      return { pattern, people: crossedBootstrap({ cells: own, seed: `${seed}/${pattern}` }).pair };
    }),
    tests: majorityTests({ keys: pairs, answers, cells }, models),
  };
}

function differences(
  cells: readonly Cell[],
  perPair: readonly ScoredPair[],
  seed: string,
): Differences {
  const difference = crossedDifference({ cells, model: perPair, seed });
  const known = (measure: Measure) => {
    const result = difference[measure];
    if (!result.available) return null;
    const { estimate, lower, upper, method } = result;
    return { estimate, lower, upper, method };
  };
  return { pair: known('pair'), item: known('item') };
}

function scoreModel(perPair: readonly ScoredPair[]) {
  const pairsRight = countRight(perPair);
  return {
    // A release has at least one pair, so both exist.
    pair: wilsonInterval(pairsRight, perPair.length) as Interval,
    item: clusteredItemAccuracy(perPair) as Interval,
    pairsRight,
  };
}

const countRight = (perPair: readonly ScoredPair[]): number =>
  perPair.filter((pair) => pair.rightA && pair.rightB).length;

/** In the paper's order; patterns without a pair are left out. */
function byPattern(pairs: ResultsInput['pairs']): { pattern: PatternId; ids: Set<string> }[] {
  return PATTERN_IDS.flatMap((pattern) => {
    const own = pairs.filter((pair) => pair.pattern === pattern);
    return own.length === 0 ? [] : { pattern, ids: new Set(own.map(({ pairId }) => pairId)) };
  });
}
