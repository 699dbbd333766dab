import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPairs, type JoinInput } from '@/lib/domain/mining/join';
import { cosine } from '@/lib/domain/mining/rows';
import { joinPairsFast } from './join';
import { shaped, SHAPES } from './testing';

const shape = fc.constantFrom(...SHAPES);

describe('the fast join', () => {
  it('gives the same pairs, cosines and order as the reference, on hostile data', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          semantic: shape,
          visual: shape,
          count: fc.integer({ min: 0, max: 90 }),
          dimensions: fc.integer({ min: 2, max: 40 }),
          seed: fc.nat(),
          pick: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        async ({ count, dimensions, seed, pick, ...shapes }) => {
          const semantic = shaped(shapes.semantic, count, dimensions, seed);
          const visual = shaped(shapes.visual, count, dimensions, seed + 1);
          // A threshold that is the very cosine of some pair, where float32 decides wrongly.
          const i = Math.floor(pick * Math.max(0, count - 2));
          const semanticAbove = count > 1 ? cosine(semantic, i, semantic, i + 1) : 0.95;
          for (const above of [semanticAbove, semanticAbove - 1e-12, 0.95]) {
            const thresholds = { semanticAbove: above, visualBelow: 0.6 };
            const input: JoinInput = { semantic, visual, thresholds };
            expect(await joinPairsFast(input)).toEqual(joinPairs(input));
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('joins across tiles: 2,100 rows are three blocks', async () => {
    const semantic = shaped('cluster', 2100, 32, 5);
    const visual = shaped('isotropic', 2100, 32, 6);
    const input = { semantic, visual, thresholds: { semanticAbove: 0.97, visualBelow: 0 } };
    const steps: [number, number][] = [];
    const pairs = await joinPairsFast(input, {
      onProgress: (done, total) => steps.push([done, total]),
    });
    const reference = joinPairs(input);
    expect(reference.length).toBeGreaterThan(100);
    expect(pairs).toEqual(reference);
    // 2,100 * 2,099 / 2; the last row's strip has no pair.
    expect(steps.every(([, total]) => total === 2_203_950)).toBe(true);
    expect(steps.at(-1)?.[0]).toBe(2_203_950);
    expect(steps.map(([done]) => done)).toEqual(steps.map(([done]) => done).sort((a, b) => a - b));
  });

  it('refuses a zero vector', async () => {
    const visual = shaped('isotropic', 3, 4, 1);
    const semantic = { ...visual, data: visual.data.slice().fill(0, 4, 8) };
    const thresholds = { semanticAbove: 0.95, visualBelow: 0.6 };
    await expect(joinPairsFast({ semantic, visual, thresholds })).rejects.toThrow(/row 1/);
  });

  it('stops between tiles when it is told to', async () => {
    const rows = shaped('isotropic', 2100, 8, 1);
    const stop = new AbortController();
    const thresholds = { semanticAbove: 0.95, visualBelow: 0.6 };
    const running = joinPairsFast(
      { semantic: rows, visual: rows, thresholds },
      { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) },
    );
    await expect(running).rejects.toThrow('enough');
  });
});
