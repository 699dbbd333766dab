import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinPairs, type JoinInput } from '@/lib/domain/mining/join';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { joinPairsFast } from './join';

/** Seeded standard normal numbers (Box and Muller over a linear congruential generator). */
function normals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    // Numerical Recipes' constants.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

function unitRows(count: number, dimensions: number, row: (i: number) => number[]): UnitRows {
  const data = new Float32Array(count * dimensions);
  for (let i = 0; i < count; i += 1) {
    const values = row(i);
    const length = Math.hypot(...values);
    values.forEach((value, k) => (data[i * dimensions + k] = value / length));
  }
  return { data, count, dimensions };
}

type Shape = 'isotropic' | 'cluster' | 'duplicates' | 'equal' | 'grid';

/** Data on which a filter could go wrong: many equal cosines, many near the threshold. */
function shaped(shape: Shape, count: number, dimensions: number, seed: number): UnitRows {
  const normal = normals(seed);
  const vector = (scale = 1) => Array.from({ length: dimensions }, () => normal() * scale);
  const centre = vector();
  const some = [vector(), vector(), vector()];
  switch (shape) {
    case 'isotropic':
      return unitRows(count, dimensions, () => vector());
    case 'cluster':
      return unitRows(count, dimensions, () => {
        const offset = vector(0.23);
        return centre.map((c, k) => c + offset[k]!);
      });
    case 'duplicates':
      return unitRows(count, dimensions, (i) => some[i % 3]!);
    case 'equal':
      return unitRows(count, dimensions, () => centre);
    case 'grid':
      return unitRows(count, dimensions, () => [
        1,
        ...Array.from({ length: dimensions - 1 }, () => Math.round(normal())),
      ]);
  }
}

const shape = fc.constantFrom<Shape>('isotropic', 'cluster', 'duplicates', 'equal', 'grid');

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
    const pairs = await joinPairsFast(input, { onProgress: (...step) => steps.push(step) });
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
