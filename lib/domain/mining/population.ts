/** What the compared pairs look like as a whole: a sample of them, for figures and estimates. */
import type { SeededRng } from '../rng';
import { cosine, type UnitRows } from './rows';

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

/** Both cosines of the pairs of `drawPairs`. */
export function samplePopulation(
  semantic: UnitRows,
  visual: UnitRows,
  rng: SeededRng,
  size: number,
): PopulationSample {
  const { population, whole, i, j } = drawPairs(semantic.count, rng, size);
  return {
    population,
    semantic: cosines(semantic, i, j),
    visual: cosines(visual, i, j),
    whole,
  };
}

const cosines = (rows: UnitRows, i: Uint32Array, j: Uint32Array): Float32Array =>
  Float32Array.from(i, (row, k) => cosine(rows, row, rows, j[k]!));
