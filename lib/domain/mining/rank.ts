/** Which of the found pairs people get to see, and in which order. */
import { byRows, type BlindPair } from './join';

/**
 * What makes a pair better than another. `gap`: semantic minus visual cosine, largest first. `visual`:
 * visual cosine, smallest first. `semantic`: semantic cosine, largest first.
 */
export const RANK_SCORES = ['gap', 'visual', 'semantic'] as const;
export type RankScore = (typeof RANK_SCORES)[number];

/** The score of a stored name. Throws RangeError for one that there is not. */
export function rankScoreOf(name: string): RankScore {
  const score = RANK_SCORES.find((known) => known === name);
  if (!score) throw new RangeError(`There is no score "${name}".`);
  return score;
}

/** Each score as a number of which the largest is the best. */
const SCORES: Readonly<Record<RankScore, (pair: BlindPair) => number>> = {
  gap: ({ semantic, visual }) => semantic - visual,
  visual: ({ visual }) => -visual,
  semantic: ({ semantic }) => semantic,
};

export interface RankedPair extends BlindPair {
  /** Semantic minus visual cosine: how much more alike the semantic encoder finds them. */
  gap: number;
  /** 1 is the best by the score that was asked for. */
  rank: number;
}

export interface RankOptions {
  /** The gap where absent. */
  rankBy?: RankScore;
  /** At most this many pairs show the same image; an integer of at least 1. */
  perImage: number;
  /** At most this many pairs of the same two clusters, or within the same one; see `cluster.ts`. */
  clusters?: {
    /** The cluster of each image, by its row. */
    of: ArrayLike<number>;
    /** An integer of at least 1. */
    perCluster: number;
  };
  /** At most this many pairs in all. */
  limit?: number;
}

/**
 * Ranks by the score, ties by row numbers, and walks down the list taking each pair whose two images are
 * both still below `perImage` and whose two clusters together are below `perCluster`. Greedy, so the best
 * pairs are never given up for more pairs; the same input gives the same output whatever its order.
 */
export function rankAndCap(pairs: readonly BlindPair[], options: RankOptions): RankedPair[] {
  const { rankBy = 'gap', perImage, clusters, limit = Infinity } = options;
  const images = new Quota(perImage, 'perImage');
  const twoClusters = clusters && new Quota(clusters.perCluster, 'perCluster');
  const score = SCORES[rankBy];
  const sorted = [...pairs].sort((a, b) => score(b) - score(a) || byRows(a, b));
  const taken: RankedPair[] = [];
  for (const pair of sorted) {
    if (taken.length >= limit) break;
    const key = clusters ? clusterPair(clusters.of[pair.i]!, clusters.of[pair.j]!) : 0;
    if (images.full(pair.i) || images.full(pair.j) || twoClusters?.full(key)) continue;
    images.use(pair.i);
    images.use(pair.j);
    twoClusters?.use(key);
    taken.push({ ...pair, gap: SCORES.gap(pair), rank: taken.length + 1 });
  }
  return taken;
}

/** The same number for two clusters in either order, and another one for any other two. */
export function clusterPair(one: number, other: number): number {
  const [low, high] = [Math.min(one, other), Math.max(one, other)];
  return (high * (high + 1)) / 2 + low;
}

/** Counts uses of keys up to a number that each may have. */
class Quota {
  private readonly used = new Map<number, number>();

  constructor(
    private readonly most: number,
    name: string,
  ) {
    if (!Number.isInteger(most) || most < 1) {
      throw new RangeError(`${name} must be an integer of at least 1.`);
    }
  }

  full(key: number): boolean {
    return (this.used.get(key) ?? 0) >= this.most;
  }

  use(key: number): void {
    this.used.set(key, (this.used.get(key) ?? 0) + 1);
  }
}
