import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../rng';
import { assignClusters, clusterCount, finish, fitCentroids, trainingRows } from './cluster';
import { cosine, type UnitRows } from './rows';

/** `count` rows near each of so many axes, in turn. */
function bundles(axes: number, count: number, spread: number, seed: string): UnitRows {
  const rng = createRng(seed);
  const dimensions = axes + 3;
  const data = new Float32Array(axes * count * dimensions);
  for (let row = 0; row < axes * count; row += 1) {
    const values = Array.from(
      { length: dimensions },
      (_, d) => (d === row % axes ? 1 : 0) + spread * (rng.nextFloat() - 0.5),
    );
    const length = Math.hypot(...values);
    values.forEach((value, d) => (data[row * dimensions + d] = value / length));
  }
  return { data, count: axes * count, dimensions };
}

const clustersOf = (rows: UnitRows, k: number) => {
  const centroids = finish(fitCentroids(rows, k));
  return { centroids, nearest: finish(assignClusters(rows, centroids)) };
};

describe('clusters of images', () => {
  it('are the bundles that the images lie in, where they lie in bundles', () => {
    for (const seed of ['a', 'b', 'c']) {
      const { nearest, centroids } = clustersOf(bundles(7, 30, 0.2, seed), 7);
      expect(centroids.count).toBe(7);
      // Row r lies near axis r mod 7.
      const first = [...nearest.subarray(0, 7)];
      expect(new Set(first).size).toBe(7);
      nearest.forEach((cluster, row) => expect(cluster).toBe(first[row % 7]));
    }
  });

  it('are the same each time, whole or step by step, with unit centroids', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.nat(), (k, seed) => {
        const rows = bundles(4, 12, 3, `${seed}`);
        const { centroids, nearest } = clustersOf(rows, k);
        expect(clustersOf(rows, k)).toEqual({ centroids, nearest });
        for (let c = 0; c < centroids.count; c += 1) {
          expect(cosine(centroids, c, centroids, c)).toBeCloseTo(1, 5);
        }
        // Each row is with the centroid that is nearest to it.
        nearest.forEach((cluster, row) => {
          for (let c = 0; c < centroids.count; c += 1) {
            expect(cosine(rows, row, centroids, cluster)).toBeGreaterThanOrEqual(
              cosine(rows, row, centroids, c),
            );
          }
        });
      }),
      { numRuns: 30 },
    );
  });

  it('do not tell apart images that are the same', () => {
    const one = bundles(1, 1, 0, 'one');
    const data = new Float32Array(20 * one.dimensions);
    for (let row = 0; row < 20; row += 1) data.set(one.data, row * one.dimensions);
    const { centroids, nearest } = clustersOf({ ...one, data, count: 20 }, 5);
    expect(centroids.count).toBe(1);
    expect(new Set(nearest)).toEqual(new Set([0]));
    expect(clustersOf({ ...one, data: new Float32Array(0), count: 0 }, 3).centroids.count).toBe(0);
  });

  it('are the root of half the images in number, between 1 and 1000', () => {
    // sqrt(n / 2), by hand.
    const roots = [
      [0, 1],
      [2, 1],
      [50, 5],
      [200, 10],
      [20_000, 100],
      [50_000_000, 1000],
    ];
    for (const [images, root] of roots) expect(clusterCount(images!)).toBe(root);
  });

  it('are computed from all images of a small corpus, and from a fixed draw of a large one', () => {
    expect([...trainingRows(100)]).toEqual(Array.from({ length: 100 }, (_, row) => row));
    const rows = trainingRows(20_000);
    // 32 for each of 100 clusters.
    expect(rows).toHaveLength(3200);
    expect(new Set(rows).size).toBe(3200);
    expect([...rows]).toEqual([...rows].sort((a, b) => a - b));
    expect(rows.at(-1)).toBeLessThan(20_000);
    expect(trainingRows(20_000)).toEqual(rows);
  });
});
