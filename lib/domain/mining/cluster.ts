/**
 * Groups of images that look alike: spherical k-means (Dhillon and Modha, "Concept decompositions for
 * large sparse text data using clustering", Machine Learning 42, 2001) begun by k-means++ (Arthur and
 * Vassilvitskii, SODA 2007). The same rows give the same clusters on every machine: the seed is fixed, and
 * sums are taken in a fixed order in float64.
 *
 * Work comes in steps, so that whoever runs it on an event loop can do other things in between.
 */
import { createRng } from '../rng';
import { cosine, type UnitRows } from './rows';

/** Part of every run that clusters: another one would give other clusters. */
const SEED = 'clusters of images, 1';
/** So many clusters are far more kinds of things than annotators tell apart. */
const MOST_CLUSTERS = 1000;
/** Images per cluster that the centroids are computed from. More move them little and take longer. */
const TRAINED_PER_CLUSTER = 32;
const MOST_ROUNDS = 10;
/** Products of two rows per step: some ten milliseconds. */
const STEP = 50_000;

/** Half of the images' number, and the root of it: about as many clusters as a cluster has images. */
export const clusterCount = (images: number): number =>
  Math.max(1, Math.min(MOST_CLUSTERS, Math.round(Math.sqrt(images / 2))));

/** The rows that the centroids are computed from, ascending: all of a small corpus, else a fixed draw. */
export function trainingRows(images: number): Uint32Array {
  const wanted = TRAINED_PER_CLUSTER * clusterCount(images);
  if (images <= wanted) return Uint32Array.from({ length: images }, (_, row) => row);
  const rng = createRng(`${SEED}/rows`);
  const drawn = new Set<number>();
  while (drawn.size < wanted) drawn.add(rng.nextInt(images));
  return Uint32Array.from(drawn).sort();
}

/** Runs all steps at once. */
export function finish<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * At most `k` unit centroids of these rows: fewer where there are fewer directions. Ends when no row
 * changes its cluster, at the latest after ten rounds.
 */
export function* fitCentroids(rows: UnitRows, k: number): Generator<void, UnitRows> {
  let centroids = yield* firstCentroids(rows, k);
  let before: Uint32Array | undefined;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const nearest = yield* assignClusters(rows, centroids);
    if (before?.every((cluster, row) => cluster === nearest[row])) break;
    centroids = meansOf(rows, nearest, centroids);
    before = nearest;
  }
  return centroids;
}

/** Of each row, the centroid with the greatest cosine; the first of equals. */
export function* assignClusters(rows: UnitRows, centroids: UnitRows): Generator<void, Uint32Array> {
  const nearest = new Uint32Array(rows.count);
  let done = 0;
  for (let row = 0; row < rows.count; row += 1) {
    let best = -Infinity;
    for (let c = 0; c < centroids.count; c += 1) {
      const value = cosine(rows, row, centroids, c);
      if (value > best) {
        best = value;
        nearest[row] = c;
      }
    }
    done += centroids.count;
    if (done >= STEP) {
      done = 0;
      yield;
    }
  }
  return nearest;
}

/** Rows drawn one after the other, likelier the farther they are from those drawn before. */
function* firstCentroids(rows: UnitRows, k: number): Generator<void, UnitRows> {
  const { dimensions } = rows;
  const rng = createRng(`${SEED}/first`);
  const data = new Float32Array(k * dimensions);
  const far = new Float64Array(rows.count).fill(Infinity);
  let count = 0;
  const take = (row: number): void => {
    data.set(rows.data.subarray(row * dimensions, (row + 1) * dimensions), count * dimensions);
    count += 1;
  };
  if (rows.count > 0 && k > 0) take(rng.nextInt(rows.count));
  while (count > 0 && count < k) {
    let total = 0;
    const last: UnitRows = { data: data.subarray(0, count * dimensions), count, dimensions };
    for (let row = 0; row < rows.count; row += 1) {
      // Rounding lets the same direction look a little apart; it is not.
      const apart = Math.max(0, 1 - cosine(rows, row, last, count - 1));
      far[row] = apart < SAME ? 0 : Math.min(far[row]!, apart);
      total += far[row]!;
    }
    const next = drawn(far, rng.nextFloat() * total);
    if (next === null) break;
    take(next);
    if ((count * rows.count) % STEP < rows.count) yield;
  }
  return { data: data.slice(0, count * dimensions), count, dimensions };
}

/** What two equal float32 rows may differ by in 1 - cosine. */
const SAME = 1e-6;

/** The row at which the running sum of weights passes `at`; null where all weights are 0. */
function drawn(weights: Float64Array, at: number): number | null {
  let sum = 0;
  let last: number | null = null;
  for (let row = 0; row < weights.length; row += 1) {
    if (weights[row] === 0) continue;
    sum += weights[row]!;
    last = row;
    if (sum > at) return row;
  }
  return last;
}

/** The mean direction of each cluster; a cluster without one keeps its centroid. */
function meansOf({ data, count, dimensions }: UnitRows, nearest: Uint32Array, before: UnitRows) {
  const sums = new Float64Array(before.count * dimensions);
  for (let row = 0; row < count; row += 1) {
    const to = nearest[row]! * dimensions;
    for (let d = 0; d < dimensions; d += 1) sums[to + d]! += data[row * dimensions + d]!;
  }
  const means = before.data.slice();
  for (let c = 0; c < before.count; c += 1) {
    const own = sums.subarray(c * dimensions, (c + 1) * dimensions);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    if (length > SAME)
      means.set(
        own.map((value) => value / length),
        c * dimensions,
      );
  }
  return { ...before, data: means };
}
