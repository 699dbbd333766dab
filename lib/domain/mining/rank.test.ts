import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlindPair } from './join';
import { clusterPair, RANK_SCORES, rankAndCap } from './rank';

const IMAGES = 20;

const pairList = fc.uniqueArray(
  fc
    .record({
      i: fc.nat(12),
      step: fc.integer({ min: 1, max: 6 }),
      // Few values, so that ties are common.
      semantic: fc.constantFrom(0.96, 0.97, 0.98),
      visual: fc.constantFrom(0.1, 0.2, 0.5),
    })
    .map(({ i, step, semantic, visual }): BlindPair => ({ i, j: i + step, semantic, visual })),
  { selector: (pair) => `${pair.i} ${pair.j}`, maxLength: 40 },
);
const options = fc.record({
  rankBy: fc.constantFrom(...RANK_SCORES),
  perImage: fc.integer({ min: 1, max: 4 }),
  clusters: fc.option(
    fc.record({
      of: fc.array(fc.nat(3), { minLength: IMAGES, maxLength: IMAGES }),
      perCluster: fc.integer({ min: 1, max: 4 }),
    }),
    { nil: undefined },
  ),
});
const withClusters = <T extends { clusters: object | undefined }>({ clusters, ...rest }: T) =>
  ({ ...rest, ...(clusters ? { clusters } : {}) }) as Omit<T, 'clusters'> & {
    clusters?: NonNullable<T['clusters']>;
  };

/** As docs/mining.md says it: how much worse the second of two pairs is. */
const worse = {
  gap: (a: BlindPair, b: BlindPair) => a.semantic - a.visual - (b.semantic - b.visual),
  visual: (a: BlindPair, b: BlindPair) => b.visual - a.visual,
  semantic: (a: BlindPair, b: BlindPair) => a.semantic - b.semantic,
};

describe('ranking', () => {
  it('shows no image and no two clusters more often than allowed, and leaves out only pairs that would', () => {
    fc.assert(
      fc.property(pairList, options, (pairs, given) => {
        const asked = withClusters(given);
        const taken = rankAndCap(pairs, asked);
        const uses = (image: number) => taken.filter((p) => p.i === image || p.j === image).length;
        const nameOf = ({ i, j }: BlindPair) =>
          [asked.clusters!.of[i]!, asked.clusters!.of[j]!].sort().join(' ');
        const ofClusters = (pair: BlindPair) =>
          taken.filter((other) => nameOf(other) === nameOf(pair)).length;
        for (const pair of pairs) {
          expect(uses(pair.i)).toBeLessThanOrEqual(asked.perImage);
          const { clusters } = asked;
          if (clusters) expect(ofClusters(pair)).toBeLessThanOrEqual(clusters.perCluster);
          if (taken.some((p) => p.i === pair.i && p.j === pair.j)) continue;
          const imageFull = Math.max(uses(pair.i), uses(pair.j)) === asked.perImage;
          expect(imageFull || ofClusters(pair) === clusters?.perCluster).toBe(true);
        }
      }),
    );
  });

  it('keeps the best pair by the score asked for, and orders the others by it', () => {
    fc.assert(
      fc.property(pairList, options, (pairs, given) => {
        const taken = rankAndCap(pairs, withClusters(given));
        const by = worse[given.rankBy];
        for (const pair of pairs) expect(by(taken[0]!, pair)).toBeGreaterThanOrEqual(0);
        taken.forEach((pair, k) => {
          expect(pair.rank).toBe(k + 1);
          if (k > 0) expect(by(taken[k - 1]!, pair)).toBeGreaterThanOrEqual(0);
        });
      }),
    );
  });

  it('depends neither on the order of the pairs nor on the limit for what comes first', () => {
    fc.assert(
      fc.property(pairList, options, fc.nat(20), fc.nat(), (pairs, given, limit, turn) => {
        const asked = withClusters(given);
        const all = rankAndCap(pairs, asked);
        const at = pairs.length === 0 ? 0 : turn % pairs.length;
        const turned = [...pairs.slice(at), ...pairs.slice(0, at)].reverse();
        expect(rankAndCap(turned, asked)).toEqual(all);
        expect(rankAndCap(pairs, { ...asked, limit })).toEqual(all.slice(0, limit));
      }),
    );
  });

  it('tells any two clusters from any other two, in either order', () => {
    const names = new Map<number, string>();
    for (let a = 0; a < 40; a += 1) {
      for (let b = 0; b < 40; b += 1) {
        const name = [Math.min(a, b), Math.max(a, b)].join(' ');
        expect(names.get(clusterPair(a, b)) ?? name).toBe(name);
        names.set(clusterPair(a, b), name);
      }
    }
    // 40 * 41 / 2
    expect(names.size).toBe(820);
  });

  it('refuses a number that allows nothing', () => {
    expect(() => rankAndCap([], { perImage: 0 })).toThrow(/perImage/);
    const clusters = { of: [], perCluster: 1.5 };
    expect(() => rankAndCap([], { perImage: 1, clusters })).toThrow(/perCluster/);
  });
});
