import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { byRows, joinPairs, type JoinInput } from '@/lib/domain/mining/join';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { compareAll } from './compare';
import { OwnHand } from './hand';
import { joinPairsFast, type JoinOptions } from './join';
import { choose, type Variant } from './pilot';
import { shaped, SHAPES } from './testing';
import { ENOUGH_SURVIVORS, TileRunner } from './tiles';

// Brute force on a machine that may also build: slow is not wrong.
vi.setConfig({ testTimeout: 300_000 });

const shape = fc.constantFrom(...SHAPES);
const byCodes = (width: number): JoinOptions => ({ force: { place: 'here', width } });

describe('the join by codes', () => {
  it('loses and adds no pair on hostile data, at any width, dimension and threshold', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          semantic: shape,
          count: fc.integer({ min: 0, max: 100 }),
          dimensions: fc.oneof(
            fc.integer({ min: 1, max: 24 }),
            fc.constantFrom(63, 64, 65, 200, 768, 1024),
          ),
          width: fc.constantFrom(8, 16, 48, 64),
          seed: fc.nat(),
          extreme: fc.constantFrom(0.999999, 1, 1.1, 0, -1),
          pick: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        async ({ semantic: of, count, dimensions, width, seed, extreme, pick }) => {
          const semantic = shaped(of, count, dimensions, seed);
          const visual = shaped('isotropic', count, 3, seed + 1);
          // Also the very cosine of some pair, where float32 decides wrongly, and no bound at all.
          const i = Math.floor(pick * Math.max(0, count - 2));
          const some = count > 1 ? cosine(semantic, i, semantic, i + 1) : 0.95;
          for (const above of [some, some - 1e-12, 0.95, extreme, -2]) {
            const thresholds = { semanticAbove: above, visualBelow: pick };
            const input: JoinInput = { semantic, visual, thresholds };
            expect(await joinPairsFast(input, byCodes(width))).toEqual(joinPairs(input));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('prunes: of a thousand isotropic rows hardly a pair is computed in full', async () => {
    const semantic = shaped('isotropic', 1100, 64, 3);
    const input = { semantic, visual: semantic, thresholds: BLIND };
    const { pairs, choices } = await joined(input, byCodes(64));
    expect(pairs).toEqual(joinPairs(input));
    expect(choices.map(({ width }) => width === null)).toEqual([false]);
  });

  it('gives up codes that prune nothing in the middle of a run, and still finds the same', async () => {
    // 3,600 rows are more pairs than are needed to know.
    const semantic = shaped('cone', 3600, 48, 4);
    const visual = shaped('isotropic', 3600, 8, 5);
    const input = { semantic, visual, thresholds: BLIND };
    const pilot = { rows: semantic, semanticAbove: 0.95, longestRow: 1.001, distance: 0.33 };
    // What a product and a test cost is given, as a busy machine measures it badly.
    const choice = { ...(await choose({ ...pilot, width: 16 })), fullCost: 1, exactCost: 50 };
    const hand = new OwnHand(semantic);
    const widths: (number | null)[] = [];
    const pairs = await compareAll(input, [hand], pilot, choice, {
      stripRows: 512,
      onChoice: ({ width }) => widths.push(width),
    });
    await hand.close();
    expect(widths).toEqual([null]);
    expect(pairs.length).toBeGreaterThan(1000);
    expect(pairs.sort(byRows)).toEqual(joinPairs(input));
  });
});

describe('the join where nearly all rows are alike', () => {
  // 4,000 * 3,999 / 2 pairs, each of them above the semantic threshold and next to none below the visual one.
  const semantic = shaped('equal', 4_000, 8, 11);
  const visual = shaped('isotropic', 4_000, 8, 12);
  const input = { semantic, visual, thresholds: { semanticAbove: 0.9, visualBelow: -0.94 } };

  it.each<[string, JoinOptions]>([
    ['by codes', byCodes(16)],
    ['in full', { force: { place: 'here', width: null } }],
    ['on threads', { threads: 3, force: { place: 'threads', width: 16 } }],
  ])('%s holds few of them at a time, and loses and doubles none', async (_how, options) => {
    const reference = joinPairs(input);
    expect(reference.length).toBeGreaterThan(100);
    const steps: number[] = [0];
    const pairs = await joinPairsFast(input, {
      ...options,
      onProgress: (done) => steps.push(done),
    });
    expect(pairs).toEqual(reference);
    expect(steps.at(-1)).toBe(7_998_000);
    // Survivors are what was compared since the last step: at most those of a block more than enough.
    const most = Math.max(...steps.map((done, k) => done - (steps[k - 1] ?? 0)));
    expect(most).toBeLessThanOrEqual(ENOUGH_SURVIVORS + 2_048 * 512);
  });
});

describe('the pilot', () => {
  afterEach(() => vi.restoreAllMocks());

  it('counts what was compared, not what was given, where a strip is left after a part of it', async () => {
    const semantic = shaped('isotropic', 4_400, 8, 13);
    const pilot = { rows: semantic, semanticAbove: 0.95, longestRow: 1.001, distance: 0.33 };
    vi.spyOn(TileRunner.prototype, 'compare').mockImplementation(async () => {
      const start = performance.now();
      while (performance.now() - start < 2);
      const none = { i: new Int32Array(), j: new Int32Array(), semantic: new Float64Array() };
      return { ...none, pairs: 1_000, candidates: 0, again: 0 };
    });
    // 1,000 pairs in two milliseconds; a strip of the sample has about a million.
    const { tried } = await choose({ ...pilot, width: 16 });
    expect(tried).toHaveLength(2);
    for (const { cost } of tried) expect(cost).toBeGreaterThanOrEqual(2_000);
  });
});

describe('the join on threads', () => {
  it('finds the same with the codes that the pilot chose, and reads shared memory as it is', async () => {
    const semantic = inSharedMemory(shaped('cluster', 2500, 96, 6));
    const visual = shaped('isotropic', 2500, 8, 7);
    const input = { semantic, visual, thresholds: { semanticAbove: 0.96, visualBelow: 0.6 } };
    const { pairs } = await joined(input, { threads: 3, force: { place: 'threads' } });
    expect(pairs).toEqual(joinPairs(input));
    expect(pairs.length).toBeGreaterThan(100);
  });

  it('stops soon and with the reason when it is told to', async () => {
    const rows = shaped('isotropic', 9000, 32, 8);
    const stop = new AbortController();
    let after = 0;
    const running = joinPairsFast(
      { semantic: rows, visual: rows, thresholds: BLIND },
      {
        signal: stop.signal,
        force: { place: 'threads', width: 16 },
        onProgress: () => {
          after += 1;
          stop.abort(new Error('enough'));
        },
      },
    );
    await expect(running).rejects.toThrow('enough');
    expect(after).toBe(1);
  });

  it('refuses more pairs than allowed, and ends its threads', async () => {
    const rows = shaped('equal', 2000, 16, 9);
    const visual = shaped('isotropic', 2000, 16, 10);
    const running = joinPairsFast(
      { semantic: rows, visual, thresholds: BLIND, maxPairs: 1000 },
      { force: { place: 'threads' } },
    );
    await expect(running).rejects.toThrow('More than 1,000 pairs');
  });
});

/** Tong et al., CVPR 2024. */
const BLIND = { semanticAbove: 0.95, visualBelow: 0.6 };

async function joined(input: JoinInput, options: JoinOptions) {
  const choices: Variant[] = [];
  const pairs = await joinPairsFast(input, {
    ...options,
    onChoice: (chosen) => choices.push(chosen),
  });
  return { pairs, choices };
}

function inSharedMemory(rows: UnitRows): UnitRows {
  const data = new Float32Array(new SharedArrayBuffer(rows.data.byteLength));
  data.set(rows.data);
  return { ...rows, data };
}
