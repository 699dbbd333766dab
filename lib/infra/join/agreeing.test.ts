import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { joinAgreeing, type AgreeingInput } from '@/lib/domain/mining/agreement';
import { byRows, joinPairs, type BlindPair } from '@/lib/domain/mining/join';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { rowsOf, tileAt, tilesOf } from '@/lib/domain/mining/tiles';
import { joinAgreeingFast } from './agreeing';
import { shaped, SHAPES, type Shape } from './testing';

// Many joins, each with threads of its own: slow on a busy machine is not wrong.
vi.setConfig({ testTimeout: 120_000 });

/** By the definition, encoder by encoder: how many are above, how many below. */
function byCounting({ semantic, visual, agreement, thresholds }: AgreeingInput): string[] {
  const pairs: string[] = [];
  for (let i = 0; i < semantic[0]!.count; i += 1) {
    for (let j = i + 1; j < semantic[0]!.count; j += 1) {
      const above = semantic.filter((x) => cosine(x, i, x, j) > thresholds.semanticAbove).length;
      const below = visual.filter((x) => cosine(x, i, x, j) < thresholds.visualBelow).length;
      if (above >= agreement.semantic && below >= agreement.visual) pairs.push(`${i} ${j}`);
    }
  }
  return pairs;
}

const names = (pairs: readonly BlindPair[]) => pairs.map(({ i, j }) => `${i} ${j}`);

/** Rows of some blocks, one after the other. */
function rowsIn({ data, dimensions }: UnitRows, ranges: readonly (readonly [number, number])[]) {
  const parts = ranges.map(([from, to]) => [...data.subarray(from * dimensions, to * dimensions)]);
  const picked = Float32Array.from(parts.flat());
  return { data: picked, count: picked.length / dimensions, dimensions };
}

/** Tile by tile, as workers that know nothing of each other would. */
async function byTiles(input: AgreeingInput, blockRows: number): Promise<BlindPair[]> {
  const grid = { rows: input.semantic[0]!.count, blockRows };
  const pairs: BlindPair[] = [];
  for (let number = 0; number < tilesOf(grid); number += 1) {
    const { left, right } = tileAt(grid, number);
    const [from, to] = rowsOf(grid, left);
    const [first, last] = rowsOf(grid, right);
    const ranges: [number, number][] = [[from, to]];
    if (left !== right) ranges.push([first, last]);
    const found = await joinAgreeingFast(
      {
        ...input,
        semantic: input.semantic.map((rows) => rowsIn(rows, ranges)),
        visual: input.visual.map((rows) => rowsIn(rows, ranges)),
      },
      left === right ? {} : { split: to - from },
    );
    const rowOf = (k: number): number => (k < to - from ? from + k : first + k - (to - from));
    for (const pair of found) pairs.push({ ...pair, i: rowOf(pair.i), j: rowOf(pair.j) });
  }
  return pairs.sort(byRows);
}

const corpus = fc
  .record({
    semantic: fc.array(fc.constantFrom(...SHAPES), { minLength: 1, maxLength: 4 }),
    visual: fc.array(fc.constantFrom(...SHAPES), { minLength: 1, maxLength: 3 }),
    count: fc.integer({ min: 2, max: 50 }),
    seed: fc.nat(),
    least: fc.nat(),
    nudge: fc.constantFrom(0, -1e-12, 1e-12),
  })
  .map(({ count, seed, least, nudge, ...shapes }): AgreeingInput => {
    const rows = (of: readonly Shape[], from: number) =>
      of.map((shape, k) => shaped(shape, count, 6 + 5 * k, from + k));
    const semantic = rows(shapes.semantic, seed);
    const visual = rows(shapes.visual, seed + 10);
    // Thresholds that are the very cosines of a pair by some encoder, and hardly beside them.
    const at = seed % (count - 1);
    const [s, v] = [semantic[seed % semantic.length]!, visual[seed % visual.length]!];
    return {
      semantic,
      visual,
      agreement: {
        semantic: 1 + (least % semantic.length),
        visual: 1 + (least % visual.length),
      },
      thresholds: {
        semanticAbove: cosine(s, at, s, at + 1) + nudge,
        visualBelow: cosine(v, at, v, at + 1) + (seed % 2) * 0.3,
      },
    };
  });

describe('the join of several encoders', () => {
  it('finds the pairs on which enough encoders agree, at ties and on hostile data', async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(corpus, async (input) => {
        const reference = joinAgreeing(input);
        expect(names(reference)).toEqual(byCounting(input));
        const pairs = await joinAgreeingFast(input);
        expect(names(pairs)).toEqual(names(reference));
        if (input.semantic.length + input.visual.length > 2) expect(pairs).toEqual(reference);
        found += pairs.length;
      }),
      { numRuns: 120 },
    );
    expect(found).toBeGreaterThan(1000);
  });

  it('finds the same tile by tile, whatever the size of a block', async () => {
    await fc.assert(
      fc.asyncProperty(corpus, fc.integer({ min: 1, max: 60 }), async (input, blockRows) => {
        expect(names(await byTiles(input, blockRows))).toEqual(byCounting(input));
      }),
      { numRuns: 25 },
    );
  });

  it('finds each pair once by codes, too, where every semantic encoder has to be joined', async () => {
    const semantic = [7, 8, 9].map((seed) => shaped('cluster', 900, 32, seed));
    const visual = [shaped('isotropic', 900, 16, 1), shaped('isotropic', 900, 12, 2)];
    const thresholds = { semanticAbove: 0.97, visualBelow: 0 };
    const steps: number[] = [];
    for (const agreement of [1, 2, 3].map((least) => ({ semantic: least, visual: 2 }))) {
      const input = { semantic, visual, thresholds, agreement };
      const pairs = await joinAgreeingFast(input, {
        force: { width: 24 },
        onProgress: (done, total) => steps.push(done / total),
      });
      expect(pairs).toEqual(joinAgreeing(input));
      expect(steps.at(-1)).toBe(1);
    }
  });

  it('is the join of two encoders, and nothing else, where there is one of each', async () => {
    const [semantic, visual] = [shaped('cluster', 80, 12, 3), shaped('isotropic', 80, 9, 4)];
    const thresholds = { semanticAbove: 0.9, visualBelow: 0.5 };
    const agreement = { semantic: 1, visual: 1 };
    const pairs = await joinAgreeingFast({
      semantic: [semantic],
      visual: [visual],
      thresholds,
      agreement,
    });
    expect(pairs.length).toBeGreaterThan(100);
    expect(pairs).toEqual(joinPairs({ semantic, visual, thresholds }));
  });

  it('refuses more pairs than it may hold, and an agreement that no encoders can reach', async () => {
    const rows = shaped('equal', 20, 4, 1);
    const input = {
      semantic: [rows, rows],
      visual: [rows],
      thresholds: { semanticAbove: 0.5, visualBelow: 2 },
      agreement: { semantic: 2, visual: 1 },
    };
    // 20 * 19 / 2 pairs pass.
    expect(await joinAgreeingFast({ ...input, maxPairs: 190 })).toHaveLength(190);
    await expect(joinAgreeingFast({ ...input, maxPairs: 189 })).rejects.toThrow(/More than 189/);
    await expect(
      joinAgreeingFast({ ...input, agreement: { semantic: 3, visual: 1 } }),
    ).rejects.toThrow(/from 1 to 2/);
  });

  it('refuses too many with thresholds of the deciding cosines, which so many pairs then pass', async () => {
    // 80 rows have 3,160 pairs, all of which pass: the refusal comes with the last.
    const input = {
      semantic: [3, 5, 6].map((seed) => shaped('isotropic', 80, 12, seed)),
      visual: [7, 8].map((seed) => shaped('isotropic', 80, 9, seed)),
      thresholds: { semanticAbove: -2, visualBelow: 2 },
      agreement: { semantic: 2, visual: 2 },
    };
    const refusal: unknown = await joinAgreeingFast({ ...input, maxPairs: 3159 }).catch(
      (error: unknown) => error,
    );
    expect(refusal).toMatchObject({ key: 'tooManyPairsSeveral', params: { most: 3159 } });
    const { params } = refusal as { params: Record<string, string> };
    const passing = (semanticAbove: number, visualBelow: number) =>
      byCounting({ ...input, thresholds: { semanticAbove, visualBelow } }).length / 3160;
    expect(passing(Number(params.semanticTenth), 2)).toBeCloseTo(0.1, 2);
    expect(passing(Number(params.semanticHundredth), 2)).toBeCloseTo(0.01, 2);
    expect(passing(-2, Number(params.visualTenth))).toBeCloseTo(0.1, 2);
    expect(passing(-2, Number(params.visualHundredth))).toBeCloseTo(0.01, 2);
  });
});
