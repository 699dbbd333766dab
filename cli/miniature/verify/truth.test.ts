import { describe, expect, it } from 'vitest';
import { planScenes } from '@/miniature/scenes/plan';
import { burstPairs, disjointPairs } from './truth';

const scenes = planScenes({ count: 400, seed: 17 });

describe('the truth of pairs', () => {
  it('compares every two scenes of a burst once, and never two bursts', () => {
    const sizes = new Map<number, number>();
    for (const { base } of scenes) sizes.set(base.id, (sizes.get(base.id) ?? 0) + 1);
    const expected = [...sizes.values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
    const pairs = burstPairs(scenes);
    expect(pairs).toHaveLength(expected);
    for (const { i, j } of pairs) expect(scenes[i]!.base.id).toBe(scenes[j]!.base.id);
  });

  it('gives an original and its near-duplicate no difference, and a change its own pattern', () => {
    for (const { i, j, kinds, pattern } of burstPairs(scenes)) {
      if (scenes[i]!.variant !== 'original') continue;
      if (scenes[j]!.variant === 'near-duplicate') expect(kinds).toEqual([]);
      else expect([pattern, kinds.length]).toEqual([scenes[j]!.pattern, 1]);
    }
  });

  it('names no pattern where details of two patterns differ', () => {
    const mixed = burstPairs(scenes).filter(({ kinds }) => kinds.length > 1);
    expect(mixed.some(({ pattern }) => pattern === null)).toBe(true);
  });
});

describe('disjoint pairs', () => {
  it('use a scene once, the first pair first', () => {
    const pairs = [
      { i: 0, j: 1 },
      { i: 1, j: 2 },
      { i: 2, j: 3 },
    ];
    expect(disjointPairs(pairs)).toEqual([pairs[0], pairs[2]]);
  });
});
