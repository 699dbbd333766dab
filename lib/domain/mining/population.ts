/** What the compared pairs look like as a whole: a sample of them, for figures and estimates. */
import type { SeededRng } from '../rng';
import { cosinesOf, decidingSemantic, decidingVisual, type Agreement } from './agreement';
import type { UnitRows } from './rows';

export interface PopulationSample {
  /** Pairs i < j that there are: n(n-1)/2. */
  population: number;
  /** Cosines of the sampled pairs, in the order drawn. */
  semantic: Float32Array;
  visual: Float32Array;
  /** Every pair once instead of a draw: counts in it are exact. */
  whole: boolean;
}

/** Which pairs are looked at: rows i < j, in the order drawn. */
export interface DrawnPairs {
  population: number;
  whole: boolean;
  i: Uint32Array;
  j: Uint32Array;
}

/**
 * `size` pairs of `n` rows drawn uniformly with replacement, or each pair once where there are no more
 * than that. The same seed gives the same pairs.
 */
export function drawPairs(n: number, rng: SeededRng, size: number): DrawnPairs {
  const population = (n * (n - 1)) / 2;
  const whole = population <= size;
  const drawn = whole ? population : size;
  const pairs = { population, whole, i: new Uint32Array(drawn), j: new Uint32Array(drawn) };
  let k = 0;
  const take = (i: number, j: number) => {
    pairs.i[k] = Math.min(i, j);
    pairs.j[k] = Math.max(i, j);
    k += 1;
  };
  if (whole) {
    for (let i = 0; i < n; i += 1) for (let j = i + 1; j < n; j += 1) take(i, j);
    return pairs;
  }
  while (k < drawn) {
    const i = rng.nextInt(n);
    // Any other image, each equally likely: every unordered pair has two ways to be drawn.
    const other = rng.nextInt(n - 1);
    take(i, other < i ? other : other + 1);
  }
  return pairs;
}

/** Both cosines of the pairs of `drawPairs`: of one encoder each, or those that decide. */
export function samplePopulation(
  semantic: UnitRows | readonly UnitRows[],
  visual: UnitRows | readonly UnitRows[],
  rng: SeededRng,
  size: number,
  agreement: Agreement = { semantic: 1, visual: 1 },
): PopulationSample {
  const matrices = { semantic: [semantic].flat(), visual: [visual].flat() };
  const { population, whole, i, j } = drawPairs(matrices.semantic[0]!.count, rng, size);
  return { population, whole, ...sampleCosines(matrices, i, j, agreement) };
}

/** The deciding cosines of pairs of rows. */
export const sampleCosines = (
  { semantic, visual }: { semantic: readonly UnitRows[]; visual: readonly UnitRows[] },
  i: ArrayLike<number>,
  j: ArrayLike<number>,
  agreement: Agreement,
): Pick<PopulationSample, 'semantic' | 'visual'> => ({
  semantic: Float32Array.from(i, (row, k) =>
    decidingSemantic(cosinesOf(semantic, row, j[k]!), agreement.semantic),
  ),
  visual: Float32Array.from(i, (row, k) =>
    decidingVisual(cosinesOf(visual, row, j[k]!), agreement.visual),
  ),
});
