/**
 * Accuracies over crossed draws of raters and pairs (Owen, doi 10.1214/07-AOAS122), and the variance
 * that they show. A crossed draw counts chance within a cell nearly three times: once with the raters,
 * once with the pairs, once for itself. So each draw is also taken apart, and what is counted too often
 * is taken out again.
 */
import type { CellTable } from './cells';
import { forEachDraw, MEASURES, type Measure } from './resampling';

/** One value per draw, all three from the same drawn raters and pairs. */
export interface CrossedDraws {
  /** Raters and pairs drawn; NaN where they have no answer in common. */
  both: Float64Array;
  /** The drawn raters on all pairs, and all raters on the drawn pairs. */
  ratersOnly: Float64Array;
  pairsOnly: Float64Array;
}

/** A sum over raters must fit 15 bits: two items each. */
export const MOST_DRAWN_RATERS = 2 ** 14 - 1;
const BITS = 15;
const MASK = 2 ** BITS - 1;

/** `visit`, where given, sees how often each pair was drawn; the array is reused between draws. */
export function crossedDraws(
  table: CellTable,
  measure: Measure,
  options: { draws: number; seed: string },
  visit?: (pairWeights: Int32Array, draw: number) => void,
): CrossedDraws {
  const { nRaters, pairIds, start, pair } = table;
  if (nRaters > MOST_DRAWN_RATERS) throw new RangeError(`At most ${MOST_DRAWN_RATERS} raters.`);
  const right = table[MEASURES[measure].right];
  const all = table[MEASURES[measure].all];
  /** Right ones above the answered ones in one integer, so that one product adds up both. */
  const packed = Int32Array.from(all, (count, cell) => count + right[cell]! * 2 ** BITS);
  const everyone = new Int32Array(pairIds.length);
  const raterRight = new Float64Array(nRaters);
  const raterAll = new Float64Array(nRaters);
  for (let rater = 0; rater < nRaters; rater += 1) {
    for (let cell = start[rater]!; cell < start[rater + 1]!; cell += 1) {
      everyone[pair[cell]!]! += packed[cell]!;
      raterRight[rater]! += right[cell]!;
      raterAll[rater]! += all[cell]!;
    }
  }
  const { draws, seed } = options;
  const result: CrossedDraws = {
    both: new Float64Array(draws),
    ratersOnly: new Float64Array(draws),
    pairsOnly: new Float64Array(draws),
  };
  const drawn = new Int32Array(pairIds.length);
  forEachDraw(table, draws, seed, (raterWeights, pairWeights, draw) => {
    drawn.fill(0);
    for (let rater = 0; rater < nRaters; rater += 1) {
      const weight = raterWeights[rater]!;
      if (weight === 0) continue;
      for (let cell = start[rater]!; cell < start[rater + 1]!; cell += 1) {
        drawn[pair[cell]!]! += weight * packed[cell]!;
      }
    }
    result.both[draw] = shareOfPairs(drawn, pairWeights);
    result.pairsOnly[draw] = shareOfPairs(everyone, pairWeights);
    result.ratersOnly[draw] = dot(raterRight, raterWeights) / dot(raterAll, raterWeights);
    visit?.(pairWeights, draw);
  });
  return result;
}

function shareOfPairs(packed: Int32Array, pairWeights: Int32Array): number {
  let right = 0;
  let all = 0;
  for (let pair = 0; pair < packed.length; pair += 1) {
    const weight = pairWeights[pair]!;
    right += weight * (packed[pair]! >> BITS);
    all += weight * (packed[pair]! & MASK);
  }
  return right / all;
}

function dot(values: Float64Array, weights: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at]! * weights[at]!;
  return sum;
}

export interface CrossedVariance {
  /** Of the accuracy, about its expectation over raters and pairs; 0 where nothing varies. */
  variance: number;
  /** Satterthwaite's; at least one less than there are raters (pairs, where those are fewer). */
  degreesOfFreedom: number;
}

/**
 * The two-way variance from the three spreads: with R raters and P pairs, raters alone vary by
 * (MSR / RP) (R - 1) / R, pairs alone likewise, and what is left of the crossed draws by the mean square
 * of the rest; variance = (MSR + MSP - MSE) / RP (a two-way random-effects model, Searle, Casella and
 * McCulloch, Variance Components, 1992; Cameron, Gelbach and Miller 2011, doi 10.1198/jbes.2010.07136,
 * for any clustering by two). No component of variance is below 0, so neither is any here. Degrees of
 * freedom: Satterthwaite, Biometrics Bulletin 2 (1946), doi 10.2307/3002019. One rater is taken as
 * fixed. `estimate` is the undrawn accuracy; needs two pairs.
 */
export function crossedVariance(
  draws: CrossedDraws,
  estimate: number,
  nRaters: number,
  nPairs: number,
): CrossedVariance {
  const pairs = (variance(draws.pairsOnly) * nPairs) / (nPairs - 1);
  if (nRaters === 1) return { variance: pairs, degreesOfFreedom: nPairs - 1 };
  const raters = (variance(draws.ratersOnly) * nRaters) / (nRaters - 1);
  const freeRest = (nRaters - 1) * (nPairs - 1);
  const rest =
    (variance(
      draws.both.map(
        (value, at) => value - draws.ratersOnly[at]! - draws.pairsOnly[at]! + estimate,
      ),
    ) *
      nRaters *
      nPairs) /
    freeRest;
  const total = Math.max(raters, pairs, rest, raters + pairs - rest);
  if (total === 0) return { variance: 0, degreesOfFreedom: freeRest };
  const free =
    total ** 2 / (raters ** 2 / (nRaters - 1) + pairs ** 2 / (nPairs - 1) + rest ** 2 / freeRest);
  return { variance: total, degreesOfFreedom: Math.max(free, Math.min(nRaters, nPairs) - 1) };
}

/** Of the finite values, about their mean; noise of rounding is no variance. */
function variance(values: Float64Array): number {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const found =
    finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, finite.length - 1);
  return found < 1e-24 ? 0 : found;
}
