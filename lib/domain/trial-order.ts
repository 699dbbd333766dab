/**
 * The order in which one rater meets the items of a study. Everything follows from the draws that
 * come in, so a stored seed gives the same order again.
 */
import type { SeededRng } from './rng';

export type ItemSide = 'A' | 'B';

export interface PlannedTrial<Id> {
  pairId: Id;
  side: ItemSide;
  /** True when option 2 is displayed first. */
  optionsSwapped: boolean;
}

/**
 * The distance that is kept among n pairs: what is asked for, but no more than three quarters of n.
 * No order has more than n (the later minus the earlier positions of all pairs sum to n*n at most), and
 * the only one with n shows the second items in the order of the first ones: who noticed it would know
 * of each image which other one it belongs to. A quarter of n is left to chance instead.
 */
export const feasibleDistance = (pairs: number, wanted: number): number =>
  Math.max(1, Math.min(wanted, Math.floor((3 * pairs) / 4)));

/**
 * Plans 2n trials for n pairs: each item once, the two items of a pair at least
 * k = feasibleDistance(n, minDistance) trials apart, A first for half of the pairs (one more or less when n is
 * odd), and the options swapped in exactly half of the trials.
 *
 * Construction. The first half shows one item of every pair, in a random order; the second half the
 * other items. A pair at place i of the first half (0-based) may take place j of the second half when
 * n + j - i >= k, that is i <= j + s with slack s = n - k. Fill j = 0, 1, ... in turn, drawing
 * uniformly among the allowed pairs that are left.
 *
 * Why it never gets stuck. At place j there are min(n, j + s + 1) allowed pairs. Every pair placed
 * before was allowed at an earlier place and so is allowed now: exactly j of them are gone, and
 * min(n, j + s + 1) - j = min(n - j, s + 1) >= 1 are left.
 *
 * Why it is fair. That number does not depend on what was drawn, so all admissible second halves are
 * equally likely; no rejection is needed. Orders that show a pair twice in one half are not drawn.
 */
export function planTrials<Id>(
  pairIds: readonly Id[],
  minDistance: number,
  rng: SeededRng,
): PlannedTrial<Id>[] {
  const n = pairIds.length;
  if (n === 0) return [];
  const first = rng.shuffle(pairIds);
  const slack = n - feasibleDistance(n, minDistance);
  const second: Id[] = [];
  const allowed: Id[] = first.slice(0, slack);
  for (let j = 0; j < n; j++) {
    if (j + slack < n) allowed.push(first[j + slack]!);
    second.push(takeAt(allowed, rng.nextInt(allowed.length)));
  }

  const aFirst = balanced(n, rng);
  const sideShownFirst = new Map<Id, ItemSide>();
  first.forEach((id, i) => sideShownFirst.set(id, aFirst[i] ? 'A' : 'B'));
  const swapped = balanced(2 * n, rng);
  return [...first, ...second].map((pairId, position) => {
    const shown = sideShownFirst.get(pairId)!;
    const side = position < n ? shown : shown === 'A' ? 'B' : 'A';
    return { pairId, side, optionsSwapped: swapped[position]! };
  });
}

/**
 * Plans n trials of practice for n pairs: one item of each, A for half of the pairs. Practice tells the
 * answer, so a rater who met both items of a pair there would learn that each question comes back with
 * the other answer right.
 */
export const planPractice = <Id>(pairIds: readonly Id[], rng: SeededRng): PlannedTrial<Id>[] =>
  planTrials(pairIds, 1, rng).slice(0, pairIds.length);

/**
 * Plans n screens for n pairs, both items of a pair on each: two trials that follow one another, the
 * left image (on a narrow screen the upper one) first. A is left on half of the screens, and the options
 * are swapped on half of them, for both items of a screen alike.
 */
export function planScreens<Id>(pairIds: readonly Id[], rng: SeededRng): PlannedTrial<Id>[] {
  const order = rng.shuffle(pairIds);
  const aLeft = balanced(order.length, rng);
  const swapped = balanced(order.length, rng);
  return order.flatMap((pairId, screen) => {
    const sides: ItemSide[] = aLeft[screen] ? ['A', 'B'] : ['B', 'A'];
    return sides.map((side) => ({ pairId, side, optionsSwapped: swapped[screen]! }));
  });
}

/** `count` booleans in random order, half of them true; a coin decides the odd one. */
function balanced(count: number, rng: SeededRng): boolean[] {
  const trues = Math.floor(count / 2) + (count % 2 === 1 ? rng.nextInt(2) : 0);
  return rng.shuffle(Array.from({ length: count }, (_, i) => i < trues));
}

/** Removes and returns one element in constant time; the order of the rest does not matter. */
function takeAt<T>(items: T[], index: number): T {
  const taken = items[index]!;
  const last = items.pop()!;
  if (index < items.length) items[index] = last;
  return taken;
}
