/**
 * Two sides that each give one answer per pair, on the same pairs: McNemar, Psychometrika 12 (1947),
 * doi 10.1007/BF02295996, exact (binomial). Only for pairs, and for people only as their majority:
 * items of a pair are not independent, and single raters give many answers per pair.
 */
import { undefinedFor, type Outcome } from './outcome';

export interface McNemar {
  /** Pairs that the first (second) side alone has right. */
  onlyFirst: number;
  onlySecond: number;
  /** Two-sided, in (0, 1]. */
  p: number;
}

/** Rows are pairs. Undefined where the sides never differ: there is nothing to test. */
export function exactMcNemar(
  pairs: readonly { first: boolean; second: boolean }[],
): Outcome<McNemar, 'no-discordant-pair'> {
  const onlyFirst = pairs.filter(({ first, second }) => first && !second).length;
  const onlySecond = pairs.filter(({ first, second }) => second && !first).length;
  if (onlyFirst + onlySecond === 0) return undefinedFor('no-discordant-pair');
  return { defined: true, onlyFirst, onlySecond, p: twoSidedSign(onlyFirst, onlySecond) };
}

/** Twice the smaller tail of Binomial(b + c, 1/2), at most 1. Summed from the largest term down. */
function twoSidedSign(b: number, c: number): number {
  const n = b + c;
  const smaller = Math.min(b, c);
  if (2 * smaller === n) return 1;
  let logTerm = -n * Math.LN2;
  for (let i = 1; i <= smaller; i += 1) logTerm += Math.log((n - i + 1) / i);
  let relative = 0;
  let term = 1;
  for (let i = smaller; i >= 0; i -= 1) {
    relative += term;
    term *= i / (n - i + 1);
  }
  return Math.min(1, 2 * Math.exp(logTerm) * relative);
}
