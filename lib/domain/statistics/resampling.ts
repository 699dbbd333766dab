/** The draws of the crossed bootstrap, and what is read off them. */
import { createRng } from '../rng';
import type { CellTable } from './cells';
import { quantileOfSorted } from './quantile';

export const MINIMUM_DRAWS = 2000;

/** The two estimands, by the cell's columns that they sum. */
export const MEASURES = {
  item: { right: 'itemsRight', all: 'items' },
  pair: { right: 'pairsRight', all: 'pairs' },
} as const;
export type Measure = keyof typeof MEASURES;

/**
 * Calls `visit` once per draw with how often each rater and each pair was drawn (independently, with
 * replacement, as many as there are). The arrays are reused between draws.
 */
export function forEachDraw(
  table: CellTable,
  draws: number,
  seed: string,
  visit: (raterWeights: Int32Array, pairWeights: Int32Array, draw: number) => void,
): void {
  if (!Number.isInteger(draws) || draws < MINIMUM_DRAWS) {
    throw new RangeError(`At least ${MINIMUM_DRAWS} draws are needed, got ${draws}.`);
  }
  const rng = createRng(seed);
  const raterWeights = new Int32Array(table.nRaters);
  const pairWeights = new Int32Array(table.pairIds.length);
  const resample = (weights: Int32Array) => {
    weights.fill(0);
    for (let i = 0; i < weights.length; i += 1) weights[rng.nextInt(weights.length)]! += 1;
  };
  for (let draw = 0; draw < draws; draw += 1) {
    resample(raterWeights);
    resample(pairWeights);
    visit(raterWeights, pairWeights, draw);
  }
}

/** Percentile interval of the finite values (linear interpolation, Hyndman and Fan's type 7). */
export function percentiles(
  values: Float64Array,
  confidence: number,
): { lower: number; upper: number; used: number } {
  const sorted = values.filter(Number.isFinite).sort();
  const tail = (1 - confidence) / 2;
  return {
    lower: quantileOfSorted(sorted, tail),
    upper: quantileOfSorted(sorted, 1 - tail),
    used: sorted.length,
  };
}
