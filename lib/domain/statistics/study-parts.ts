/** Parts of a study's report that are counts and shares. */
import type { Cell } from './cells';
import { scoreMajority, type RaterAnswer } from './majority-vote';
import type { PairKey } from './pair-accuracy';
import { wilsonInterval, type Interval } from './wilson';

export interface Majority {
  /** Out of pairs of which somebody answered both items. A tie is wrong. */
  item: Interval | null;
  pair: Interval | null;
  items: number;
  pairs: number;
  ties: number;
}

/** Pairs of which one rater at least answered both items. */
export const answeredPairs = (cells: readonly Cell[]): Set<string> =>
  new Set(
    cells.filter((cell) => cell.rightA !== null && cell.rightB !== null).map((cell) => cell.pairId),
  );

/**
 * Wilson's interval takes pairs as independent, once for items too: an item is counted by its pair's
 * mean.
 */
export function majorityOf(
  data: { pairs: readonly PairKey[]; answers: readonly RaterAnswer[] },
  cells: readonly Cell[],
): Majority {
  const complete = answeredPairs(cells);
  const score = scoreMajority(
    data.pairs.filter((pair) => complete.has(pair.pairId)),
    data.answers.filter((answer) => complete.has(answer.pairId)),
  );
  return {
    item: wilsonInterval(score.itemsRight / 2, score.pairs),
    pair: wilsonInterval(score.pairsRight, score.pairs),
    items: score.items,
    pairs: score.pairs,
    ties: score.ties,
  };
}

/** "Can't tell" is an answer like the others here: two raters who cannot tell agree. */
export function ratingsByItem(answers: readonly RaterAnswer[]): {
  ratings: string[][];
  /** Of each item. */
  pairs: string[];
} {
  const items = new Map<string, { pairId: string; ratings: string[] }>();
  for (const { pairId, side, choice } of answers) {
    const item = items.get(pairId + side) ?? { pairId, ratings: [] };
    item.ratings.push(choice === null ? 'cant-tell' : String(choice));
    items.set(pairId + side, item);
  }
  const found = [...items.values()];
  return {
    ratings: found.map(({ ratings }) => ratings),
    pairs: found.map(({ pairId }) => pairId),
  };
}

/** Share right in one part of the raters' orders of trials. */
export interface CurvePoint {
  /** 1-based positions, both included. */
  from: number;
  to: number;
  n: number;
  right: number;
  /** Wilson over answers as if they were independent; they are clustered, so it is too narrow. */
  interval: Interval;
}

export const CURVE_PARTS = 5;

/** The positions 1 to `trials` in five parts of (nearly) equal length; empty parts are left out. */
export function learningCurve(
  scores: readonly { position: number; right: boolean }[],
  trials: number,
): CurvePoint[] {
  const start = (part: number) => Math.floor((part * trials) / CURVE_PARTS) + 1;
  return Array.from({ length: CURVE_PARTS }, (_part, part) => {
    const from = start(part);
    const to = start(part + 1) - 1;
    const own = scores.filter(({ position }) => position >= from && position <= to);
    const right = own.filter((score) => score.right).length;
    const interval = wilsonInterval(right, own.length);
    return interval && { from, to, n: own.length, right, interval };
  }).filter((point) => point !== null);
}
