/** People minus a model on the same pairs, from crossed draws in which both share the drawn pairs. */
import { tabulate } from './cells';
import { answeredCells, ESTIMANDS, FEW_RATERS, overallAccuracy } from './crossed-bootstrap';
import type { CrossedInput, Estimand, NoInterval } from './crossed-bootstrap';
import type { ScoredPair } from './pair-accuracy';
import { forEachDraw, MINIMUM_DRAWS, percentiles, weightedAccuracy } from './resampling';
import type { Measure } from './resampling';
import { wilsonInterval, type Interval } from './wilson';

export interface DifferenceInput extends CrossedInput {
  /** The model's pairs. One that people answered and the model did not is wrong, and counted. */
  model: readonly ScoredPair[];
}

export interface DifferenceInterval {
  available: true;
  estimand: Estimand;
  /** People minus model, in [-1, 1]. */
  estimate: number;
  lower: number;
  upper: number;
  confidence: number;
  human: number;
  model: number;
  method:
    | { name: 'crossed-bootstrap'; draws: number; seed: string }
    /** Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10), n pairs a side. */
    | { name: 'newcombe-wilson'; n: number; reason: 'all-right-or-wrong' | 'one-pair' };
  nRaters: number;
  nPairs: number;
  modelPairsMissing: number;
  note: 'one-rater' | 'few-raters' | null;
}

export function crossedDifference(
  input: DifferenceInput,
): Record<Measure, DifferenceInterval | NoInterval> {
  return { item: difference(input, 'item'), pair: difference(input, 'pair') };
}

function difference(input: DifferenceInput, measure: Measure): DifferenceInterval | NoInterval {
  const { seed, draws = MINIMUM_DRAWS, confidence = 0.95 } = input;
  const table = tabulate(answeredCells(input.cells, measure));
  const nPairs = table.pairIds.length;
  if (nPairs === 0) return { available: false, estimand: ESTIMANDS[measure], reason: 'no-answers' };

  const scored = new Map(input.model.map((pair) => [pair.pairId, pair]));
  const modelScores = Float64Array.from(table.pairIds, (id) => pairScore(scored.get(id), measure));
  const human = overallAccuracy(table, measure);
  const model = modelScores.reduce((sum, score) => sum + score, 0) / nPairs;
  const base = {
    available: true as const,
    estimand: ESTIMANDS[measure],
    estimate: human - model,
    confidence,
    human,
    model,
    nRaters: table.nRaters,
    nPairs,
    modelPairsMissing: table.pairIds.filter((id) => !scored.has(id)).length,
    note:
      table.nRaters === 1
        ? ('one-rater' as const)
        : table.nRaters < FEW_RATERS
          ? ('few-raters' as const)
          : null,
  };
  const atAnEnd = [human, model].some((accuracy) => accuracy === 0 || accuracy === 1);
  if (atAnEnd || nPairs === 1) {
    // A side without a wrong (or right) answer has no spread to resample, yet it is not certain.
    return {
      ...base,
      ...newcombe(human, model, nPairs, confidence),
      method: {
        name: 'newcombe-wilson',
        n: nPairs,
        reason: atAnEnd ? 'all-right-or-wrong' : 'one-pair',
      },
    };
  }
  const values = new Float64Array(draws);
  forEachDraw(table, draws, seed, (raterWeights, pairWeights, draw) => {
    let drawnModel = 0;
    for (let pair = 0; pair < nPairs; pair += 1)
      drawnModel += pairWeights[pair]! * modelScores[pair]!;
    values[draw] =
      weightedAccuracy(table, measure, raterWeights, pairWeights) - drawnModel / nPairs;
  });
  const { lower, upper, used } = percentiles(values, confidence);
  return { ...base, lower, upper, method: { name: 'crossed-bootstrap', draws: used, seed } };
}

function pairScore(pair: ScoredPair | undefined, measure: Measure): number {
  if (!pair) return 0;
  return measure === 'pair'
    ? Number(pair.rightA && pair.rightB)
    : (Number(pair.rightA) + Number(pair.rightB)) / 2;
}

/** Newcombe's method 10 for p1 - p2, both out of n. */
export function newcombe(
  p1: number,
  p2: number,
  n: number,
  confidence: number,
  n2 = n,
): { lower: number; upper: number } {
  const one = wilsonInterval(Math.min(n, p1 * n), n, confidence) as Interval;
  const two = wilsonInterval(Math.min(n2, p2 * n2), n2, confidence) as Interval;
  return {
    lower: p1 - p2 - Math.hypot(p1 - one.lower, two.upper - p2),
    upper: p1 - p2 + Math.hypot(one.upper - p1, p2 - two.lower),
  };
}
