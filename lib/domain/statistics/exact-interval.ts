/** Interval of a single proportion that is never too narrow, however few were counted. */
import type { Interval } from './wilson';

/** Halvings of an interval no longer than 1: beyond the last bit of a double. */
const STEPS = 60;

/**
 * The exact interval of Clopper and Pearson (Biometrika 26, 1934) for `successes` of `n` independent
 * trials, both whole numbers: it leaves out the shares under which so many or more, or so few or fewer,
 * have a chance below (1 - confidence) / 2. Returns null for n = 0. Throws RangeError for impossible counts.
 */
export function exactInterval(successes: number, n: number, confidence = 0.95): Interval | null {
  if (
    !(Number.isSafeInteger(n) && Number.isSafeInteger(successes)) ||
    successes < 0 ||
    successes > n
  )
    throw new RangeError(`${successes} of ${n} is not a proportion.`);
  if (n === 0) return null;
  const tail = (1 - confidence) / 2;
  return {
    estimate: successes / n,
    lower: lowerBound(successes, n, tail),
    upper: 1 - lowerBound(n - successes, n, tail),
    confidence,
  };
}

/** The share under which k or more of n have just the chance `tail`; it lies below k / n. */
function lowerBound(k: number, n: number, tail: number): number {
  if (k === 0) return 0;
  let logChoose = 0;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) logChoose += Math.log((n - i + 1) / i);
  let [low, high] = [0, k / n];
  for (let step = 0; step < STEPS; step += 1) {
    const share = (low + high) / 2;
    if (chanceOfAtLeast(k, n, share, logChoose) < tail) low = share;
    else high = share;
  }
  return (low + high) / 2;
}

/** Of k or more out of n; `share` below k / n, so the terms fall from the first one on. */
function chanceOfAtLeast(k: number, n: number, share: number, logChoose: number): number {
  const first = Math.exp(logChoose + k * Math.log(share) + (n - k) * Math.log1p(-share));
  const odds = share / (1 - share);
  let sum = 0;
  let term = 1;
  for (let i = k; i <= n && term > sum * Number.EPSILON; i += 1) {
    sum += term;
    term *= ((n - i) / (i + 1)) * odds;
  }
  return first * sum;
}
