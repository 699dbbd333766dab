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

/**
 * `size` pairs drawn uniformly with replacement, or each pair once where there are no more than that.
 * The same seed gives the same sample.
 */
export function samplePopulation(
  semantic: UnitRows,
  visual: UnitRows,
  rng: SeededRng,
  size: number,
): PopulationSample {
  const n = semantic.count;
  const population = (n * (n - 1)) / 2;
  const whole = population <= size;
  const drawn = whole ? population : size;
  const sample = {
    population,
    semantic: new Float32Array(drawn),
    visual: new Float32Array(drawn),
    whole,
  };
  let k = 0;
  const take = (i: number, j: number) => {
    sample.semantic[k] = cosine(semantic, i, semantic, j);
    sample.visual[k] = cosine(visual, i, visual, j);
    k += 1;
  };
  if (whole) {
    for (let i = 0; i < n; i += 1) for (let j = i + 1; j < n; j += 1) take(i, j);
    return sample;
  }
  while (k < drawn) {
    const i = rng.nextInt(n);
    // Any other image, each equally likely: every unordered pair has two ways to be drawn.
    const other = rng.nextInt(n - 1);
    take(i, other < i ? other : other + 1);
  }
  return sample;
}
