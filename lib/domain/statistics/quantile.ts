/** Quantiles of observed values, in the values' own unit. */
import { undefinedFor, type Outcome } from './outcome';

/**
 * Quantile of ascending values, linear between order statistics: type 7 of Hyndman and Fan (The
 * American Statistician 50, 1996), numpy's and R's default. `p` in [0, 1]. NaN without values.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A share between 0 and 1 is needed, got ${p}.`);
  const position = p * (sorted.length - 1);
  const below = Math.max(0, Math.floor(position));
  const low = sorted[below] ?? NaN;
  return low + (position - below) * ((sorted[below + 1] ?? low) - low);
}

export interface Distribution {
  n: number;
  p10: number;
  p25: number;
  median: number;
  p75: number;
  p90: number;
}

/** Of times, in the unit that they come in. Throws RangeError for a value that is not finite. */
export function distribution(values: readonly number[]): Outcome<Distribution, 'no-values'> {
  if (values.length === 0) return undefinedFor('no-values');
  if (!values.every(Number.isFinite)) throw new RangeError('A value is not a finite number.');
  const sorted = Float64Array.from(values).sort();
  const at = (p: number) => quantileOfSorted(sorted, p);
  return {
    defined: true,
    n: values.length,
    p10: at(0.1),
    p25: at(0.25),
    median: at(0.5),
    p75: at(0.75),
    p90: at(0.9),
  };
}
