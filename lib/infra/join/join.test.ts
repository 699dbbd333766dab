import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byRows, joinPairs, type BlindPair, type JoinInput } from '@/lib/domain/mining/join';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { rowsOf, tileAt, tilesOf, type TileGrid } from '@/lib/domain/mining/tiles';
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

/** Rows of some blocks, one after the other. */
function rowsIn(rows: UnitRows, ranges: [number, number][]): UnitRows {
  const { dimensions } = rows;
  const parts = ranges.map(([from, to]) =>
    Array.from(rows.data.subarray(from * dimensions, to * dimensions)),
  );
  const data = Float32Array.from(parts.flat());
  return { data, count: data.length / dimensions, dimensions };
}

/** Tile by tile, as workers that know nothing of each other would. */
async function joinByTiles(
  input: JoinInput,
  blockRows: number,
  force?: { width: number },
): Promise<BlindPair[]> {
  const grid: TileGrid = { rows: input.semantic.count, blockRows };
  const pairs: BlindPair[] = [];
  for (let number = 0; number < tilesOf(grid); number += 1) {
    const { left, right } = tileAt(grid, number);
    const [from, to] = rowsOf(grid, left);
    const [first, last] = rowsOf(grid, right);
    const ranges: [number, number][] =
      left === right
        ? [[from, to]]
        : [
            [from, to],
            [first, last],
          ];
    const found = await joinPairsFast(
      { ...input, semantic: rowsIn(input.semantic, ranges), visual: rowsIn(input.visual, ranges) },
      { ...(left === right ? {} : { split: to - from }), ...(force ? { force } : {}) },
    );
    const rowOf = (k: number): number => (k < to - from ? from + k : first + k - (to - from));
    for (const pair of found) pairs.push({ ...pair, i: rowOf(pair.i), j: rowOf(pair.j) });
  }
  return pairs.sort(byRows);
}

describe('the fast join of two blocks', () => {
  it('finds what the reference finds, tile by tile, whatever the size of a block', async () => {
    const sizes = fc.record({
      semantic: shape,
      count: fc.integer({ min: 0, max: 70 }),
      blockRows: fc.integer({ min: 1, max: 80 }),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(sizes, async ({ semantic, count, blockRows, seed }) => {
        const input: JoinInput = {
          semantic: shaped(semantic, count, 12, seed),
          visual: shaped('isotropic', count, 9, seed + 1),
          thresholds: { semanticAbove: 0.9, visualBelow: 0.5 },
        };
        expect(await joinByTiles(input, blockRows)).toEqual(joinPairs(input));
      }),
      { numRuns: 25 },
    );
    // 18 s alone; many tiles, each with threads of its own.
  }, 120_000);

  it.each([512, 1024])('does so by codes, too, in blocks of %i rows', async (blockRows) => {
    const semantic = shaped('cluster', 1700, 32, 7);
    const visual = shaped('isotropic', 1700, 16, 8);
    const input = { semantic, visual, thresholds: { semanticAbove: 0.97, visualBelow: 0 } };
    const reference = joinPairs(input);
    expect(reference.length).toBeGreaterThan(100);
    expect(await joinByTiles(input, blockRows, { width: 24 })).toEqual(reference);
  });

  it('compares each pair of the two blocks once and no other', async () => {
    const rows = shaped('cluster', 1500, 8, 3);
    const steps: [number, number][] = [];
    await joinPairsFast(
      { semantic: rows, visual: rows, thresholds: { semanticAbove: 0.999, visualBelow: 0 } },
      { split: 1024, onProgress: (done, total) => steps.push([done, total]) },
    );
    // 1,024 rows against 476.
    expect(steps.at(-1)).toEqual([487_424, 487_424]);
  });
});
