/** Interval of a single proportion. */
import { criticalValue } from './normal';

export interface Interval {
  /** All three in [0, 1]. */
  estimate: number;
  lower: number;
  upper: number;
  /** For example 0.95. */
  confidence: number;
}

/**
 * Wilson's score interval without continuity correction (Wilson, JASA 22, 1927), for `n` independent
 * answers. `successes` may be fractional where a unit is itself a mean. Returns null for n = 0:
 * nothing was observed, so there is no proportion. Throws RangeError for impossible counts.
 */
export function wilsonInterval(successes: number, n: number, confidence = 0.95): Interval | null {
  if (!(n >= 0 && successes >= 0 && successes <= n && Number.isFinite(n))) {
    throw new RangeError(`${successes} of ${n} is not a proportion.`);
  }
  if (n === 0) return null;
  const z2 = criticalValue(confidence) ** 2;
  const p = successes / n;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = Math.sqrt((z2 * (p * (1 - p) + z2 / (4 * n))) / n) / (1 + z2 / n);
  return {
    estimate: p,
    // At the ends the formula gives exactly 0 or 1; rounding must not push it past.
    lower: successes === 0 ? 0 : Math.max(0, centre - half),
    upper: successes === n ? 1 : Math.min(1, centre + half),
    confidence,
  };
}
