/** The exact pair join at the speed of a matrix library: a float32 filter, then the float64 test. */
import {
  assertJoinable,
  byRows,
  collect,
  testPair,
  type BlindPair,
  type JoinInput,
} from '../../domain/mining/join';
import { joinGraph } from './join-graph';
import { openSession, Tensor } from './ort';

/** 1024 x 1024 products are 4 MB, and at most 16 MB of hits if all pass. */
const TILE = 1024;
/** Unit roundoff of float32. */
const U = 2 ** -24;

export interface JoinOptions {
  /** Threads inside one multiplication; by default onnxruntime's choice, one per core. */
  threads?: number;
  /** Tiles done and in all. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

/**
 * A float32 threshold that no true pair can stay under. A float32 sum of d products is off by at
 * most gamma_d * sum |x_k y_k| with gamma_d = d u / (1 - d u), in any order and with or without
 * fused multiply-add (Higham, Accuracy and Stability of Numerical Algorithms, 2002, section 3.1),
 * and the sum is at most the product of the two lengths (Cauchy and Schwarz).
 */
export function filterThreshold(threshold: number, dimensions: number, longestRow: number): number {
  const du = (dimensions + 1) * U;
  const slack = (du / (1 - du)) * longestRow * longestRow;
  const lowered = threshold - slack;
  // Rounding to float32 may go up by half a unit in the last place; two units down make up for it.
  return Math.fround(lowered - 2 * U * Math.max(1, Math.abs(lowered)));
}

/**
 * Every pair i < j above the semantic and below the visual threshold: the same pairs, cosines and
 * order as `joinPairs`. Only tiles on or above the diagonal are multiplied. Rejects with the
 * signal's reason when aborted, checked before each tile.
 */
export async function joinPairsFast(
  input: JoinInput,
  { threads = 0, onProgress, signal }: JoinOptions = {},
): Promise<BlindPair[]> {
  const longest = assertJoinable(input);
  const { data, count, dimensions } = input.semantic;
  const blocks = Math.ceil(count / TILE);
  const total = (blocks * (blocks + 1)) / 2;
  if (total === 0) return [];
  const rows = (block: number) => {
    const from = block * TILE;
    const to = Math.min(count, from + TILE);
    return new Tensor('float32', data.subarray(from * dimensions, to * dimensions), [
      to - from,
      dimensions,
    ]);
  };
  const threshold = filterThreshold(input.thresholds.semanticAbove, dimensions, longest);
  const limit = new Tensor('float32', Float32Array.of(threshold), [1]);
  const session = await openSession(joinGraph(dimensions), { threads });
  const pairs: BlindPair[] = [];
  let done = 0;
  try {
    for (let a = 0; a < blocks; a += 1) {
      for (let b = a; b < blocks; b += 1) {
        signal?.throwIfAborted();
        const { hits } = await session.run({ a: rows(a), b: rows(b), threshold: limit });
        collectHits(input, pairs, hits?.data as BigInt64Array, a * TILE, b * TILE);
        done += 1;
        onProgress?.(done, total);
      }
    }
  } finally {
    await session.release();
  }
  return pairs.sort(byRows);
}

/** Applies the exact test to one tile's hits; the tile starts at row `a` and column `b`. */
function collectHits(
  input: JoinInput,
  pairs: BlindPair[],
  hits: BigInt64Array,
  a: number,
  b: number,
): void {
  const found = hits.length / 2;
  for (let k = 0; k < found; k += 1) {
    const i = a + Number(hits[k]);
    const j = b + Number(hits[found + k]);
    if (j <= i) continue;
    const pair = testPair(input, i, j);
    if (pair) collect(pairs, pair, input.maxPairs);
  }
}
