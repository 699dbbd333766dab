/** Which of the found pairs people get to see, and in which order. */
import { byRows, type BlindPair } from './join';

export interface RankedPair extends BlindPair {
  /** Semantic minus visual cosine: how much more alike the semantic encoder finds them. */
  gap: number;
  /** 1 is the largest gap. */
  rank: number;
}

export interface RankOptions {
  /** At most this many pairs show the same image; an integer of at least 1. */
  perImage: number;
  /** At most this many pairs in all. */
  limit?: number;
}

/**
 * Ranks by gap, largest first, ties by row numbers, and walks down the list taking each pair whose
 * two images are both still below `perImage`. Greedy, so the best pairs are never given up for
 * more pairs; the same input gives the same output whatever its order.
 */
export function rankAndCap(pairs: readonly BlindPair[], options: RankOptions): RankedPair[] {
  const { perImage, limit = Infinity } = options;
  if (!Number.isInteger(perImage) || perImage < 1) {
    throw new RangeError('perImage must be an integer of at least 1.');
  }
  const gap = (pair: BlindPair) => pair.semantic - pair.visual;
  const sorted = [...pairs].sort((a, b) => gap(b) - gap(a) || byRows(a, b));
  const used = new Map<number, number>();
  const taken: RankedPair[] = [];
  for (const pair of sorted) {
    if (taken.length >= limit) break;
    const i = used.get(pair.i) ?? 0;
    const j = used.get(pair.j) ?? 0;
    if (i >= perImage || j >= perImage) continue;
    used.set(pair.i, i + 1);
    used.set(pair.j, j + 1);
    taken.push({ ...pair, gap: gap(pair), rank: taken.length + 1 });
  }
  return taken;
}
