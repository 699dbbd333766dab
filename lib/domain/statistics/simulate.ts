/**
 * Studies with a known truth. Whether rater r has item i of pair p right is a coin with
 * logit(probability) = intercept + rater + pair + item, the three effects normal with mean 0
 * (a crossed random-effects model; Baayen, Davidson and Bates, J. Memory and Language 59, 2008).
 */
import { leastCovered, type CoveredPair } from '../assignment';
import { createRng, type SeededRng } from '../rng';
import type { Cell } from './cells';
import type { RaterAnswer } from './majority-vote';
import { inverseNormal } from './normal';
import { rightChoice, type PairKey } from './pair-accuracy';

export interface TruthModel {
  /** On the logit scale, as are the standard deviations. */
  intercept: number;
  raterSd: number;
  pairSd: number;
  itemSd: number;
}

/**
 * The expectations over raters, pairs and items that a study estimates, in [0, 1]: not the accuracy of
 * the raters and pairs that happened to be drawn. Exact to about 1e-12.
 */
export function expectedAccuracy(model: TruthModel): { item: number; pair: number } {
  const shared = Math.hypot(model.raterSd, model.pairSd);
  const given = (u: number) => normalMean((z) => logistic(model.intercept + u + model.itemSd * z));
  return {
    item: normalMean((z) => given(shared * z)),
    // Given rater and pair, the two items are independent.
    pair: normalMean((z) => given(shared * z) ** 2),
  };
}

/** The model with this expected accuracy; throws RangeError unless it lies between 0 and 1. */
export function modelWithAccuracy(
  measure: 'item' | 'pair',
  accuracy: number,
  spread: Omit<TruthModel, 'intercept'>,
): TruthModel {
  if (!(accuracy > 0 && accuracy < 1)) throw new RangeError('Accuracy lies between 0 and 1.');
  let low = -40;
  let high = 40;
  for (let step = 0; step < 60; step += 1) {
    const intercept = (low + high) / 2;
    if (expectedAccuracy({ ...spread, intercept })[measure] < accuracy) low = intercept;
    else high = intercept;
  }
  return { ...spread, intercept: (low + high) / 2 };
}

export interface SimulatedSize {
  raters: number;
  pairs: number;
  /** Of each rater, those that fewest before had; all unless said. */
  pairsPerRater?: number;
}

/** Every rater answers both items of every pair that he has. The same seed gives the same study. */
export function simulateCells(model: TruthModel, size: SimulatedSize, seed: string): Cell[] {
  const rng = createRng(seed);
  const normal = () => standardNormal(rng);
  const raters = Array.from({ length: size.raters }, () => model.raterSd * normal());
  const pairs = Array.from({ length: size.pairs }, () => {
    const pair = model.intercept + model.pairSd * normal();
    return [pair + model.itemSd * normal(), pair + model.itemSd * normal()] as const;
  });
  const covered = pairs.map((_pair, pairId) => ({ pairId, raters: 0 }));
  return raters.flatMap((rater, r) =>
    shareOf(covered, size.pairsPerRater, `${seed}/pairs/${r}`).map((p) => {
      const [a, b] = pairs[p]!;
      return {
        raterId: `r${r}`,
        pairId: `p${p}`,
        rightA: rng.nextFloat() < logistic(a + rater),
        rightB: rng.nextFloat() < logistic(b + rater),
      };
    }),
  );
}

/** Shared out as studies do it, and counted. */
function shareOf(covered: CoveredPair<number>[], count: number | undefined, seed: string) {
  const own =
    count === undefined
      ? covered.map(({ pairId }) => pairId)
      : leastCovered(covered, count, createRng(seed));
  for (const pair of own) covered[pair]!.raters += 1;
  return own;
}

/** The answers that give these cells under this key; a wrong answer is the other option. */
export function answersFromCells(cells: readonly Cell[], keys: readonly PairKey[]): RaterAnswer[] {
  const keyOf = new Map(keys.map((key) => [key.pairId, key.keyForA]));
  return cells.flatMap(({ raterId, pairId, rightA, rightB }) => {
    const keyForA = keyOf.get(pairId);
    if (keyForA === undefined) throw new RangeError(`Pair ${pairId} is not in the key.`);
    return (['A', 'B'] as const).flatMap((side): RaterAnswer[] => {
      const right = side === 'A' ? rightA : rightB;
      if (right === null) return [];
      const key = rightChoice(keyForA, side);
      return [{ raterId, pairId, side, choice: right ? key : key === 1 ? 2 : 1 }];
    });
  });
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** By inversion; the half step keeps the argument off 0. */
const standardNormal = (rng: SeededRng): number =>
  inverseNormal(Math.max(rng.nextFloat(), 2 ** -54));

/** Mean of a smooth function of a standard normal: the trapezoid rule, exact here to rounding. */
const STEP = 1 / 8;
const GRID = Array.from({ length: 145 }, (_point, i) => (i - 72) * STEP);
const WEIGHTS = GRID.map((z) => (STEP * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
function normalMean(of: (z: number) => number): number {
  let sum = 0;
  for (let i = 0; i < GRID.length; i += 1) sum += WEIGHTS[i]! * of(GRID[i]!);
  return sum;
}
