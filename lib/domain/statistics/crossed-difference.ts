/**
 * People minus a model on the same pairs, from crossed draws in which both share the drawn pairs. The
 * interval is Student's t with the corrected variance of the draws, as that of people alone, but on the
 * plain scale: a difference has no end near by.
 */
import { tabulate } from './cells';
import { answeredCells, ESTIMANDS, FEW_RATERS, overallAccuracy } from './crossed-bootstrap';
import type { CrossedInput, Estimand, NoInterval } from './crossed-bootstrap';
import { crossedDraws, crossedVariance } from './crossed-draws';
import type { ScoredPair } from './pair-accuracy';
import { MINIMUM_DRAWS, percentiles, type Measure } from './resampling';
import { tCritical } from './student-t';
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
    | { name: 'crossed-t'; draws: number; seed: string; degreesOfFreedom: number }
    | { name: 'crossed-bootstrap'; draws: number; seed: string }
    /** Newcombe's hybrid score interval (Statistics in Medicine 17, 1998, method 10), n pairs a side. */
    | {
        name: 'newcombe-wilson';
        n: number;
        reason: 'all-right-or-wrong' | 'one-pair' | 'nothing-varies';
      };
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
  const standIn = (reason: 'all-right-or-wrong' | 'one-pair' | 'nothing-varies') => ({
    ...base,
    ...newcombe(human, model, nPairs, confidence),
    method: { name: 'newcombe-wilson' as const, n: nPairs, reason },
  });
  const atAnEnd = [human, model].some((accuracy) => accuracy === 0 || accuracy === 1);
  // A side without a wrong (or right) answer has no spread to resample, yet it is not certain.
  if (atAnEnd || nPairs === 1) return standIn(atAnEnd ? 'all-right-or-wrong' : 'one-pair');
  const drawnModel = new Float64Array(draws);
  const drawn = crossedDraws(table, measure, { draws, seed }, (pairWeights, draw) => {
    let sum = 0;
    for (let pair = 0; pair < nPairs; pair += 1) sum += pairWeights[pair]! * modelScores[pair]!;
    drawnModel[draw] = sum / nPairs;
  });
  const used = drawn.both.reduce((count, value) => count + Number(Number.isFinite(value)), 0);
  const differences = {
    both: drawn.both.map((value, draw) => value - drawnModel[draw]!),
    pairsOnly: drawn.pairsOnly.map((value, draw) => value - drawnModel[draw]!),
    ratersOnly: drawn.ratersOnly.map((value) => value - model),
  };
  if (input.interval === 'percentile') {
    const { lower, upper } = percentiles(differences.both, confidence);
    return { ...base, lower, upper, method: { name: 'crossed-bootstrap', draws: used, seed } };
  }
  const { variance, degreesOfFreedom } = crossedVariance(
    differences,
    human - model,
    table.nRaters,
    nPairs,
  );
  if (variance === 0) return standIn('nothing-varies');
  const half = tCritical(confidence, degreesOfFreedom) * Math.sqrt(variance);
  return {
    ...base,
    lower: Math.max(-1, human - model - half),
    upper: Math.min(1, human - model + half),
    method: { name: 'crossed-t', draws: used, seed, degreesOfFreedom },
  };
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
