import { describe, expect, it } from 'vitest';
import { createRng } from '../rng';
import { crossedDifference } from './crossed-difference';
import { itemFlags } from './item-flags';
import type { PairKey } from './pair-accuracy';
import { answersFromCells, expectedAccuracy, modelWithAccuracy, simulateCells } from './simulate';
import { coverageOf } from './simulate-coverage';

const spread = { raterSd: 0.6, pairSd: 1, itemSd: 0.5 };

describe('the simulator', () => {
  it('knows its truth as scipy’s quadrature does', () => {
    // scipy 1.12.0: nested integrate.quad over -10 to 10 with epsabs 1e-13.
    const truth = expectedAccuracy({ ...spread, intercept: 3 });
    expect(truth.item).toBeCloseTo(0.9170711924027088, 10);
    expect(truth.pair).toBeCloseTo(0.848920934776967, 10);
    expect(expectedAccuracy({ intercept: 0, raterSd: 0, pairSd: 0, itemSd: 0 })).toEqual({
      item: expect.closeTo(0.5, 12),
      pair: expect.closeTo(0.25, 12),
    });
  });

  it('draws studies whose mean is that truth', () => {
    const model = modelWithAccuracy('pair', 0.9, spread);
    expect(expectedAccuracy(model).pair).toBeCloseTo(0.9, 10);
    const cells = simulateCells(model, { raters: 200, pairs: 400 }, 'truth');
    const share = cells.filter(({ rightA, rightB }) => rightA && rightB).length / cells.length;
    // The standard deviation of this mean over 400 pairs and 200 raters is about 0.007.
    expect(Math.abs(share - 0.9)).toBeLessThan(0.025);
    expect(simulateCells(model, { raters: 3, pairs: 4 }, 's')).toEqual(
      simulateCells(model, { raters: 3, pairs: 4 }, 's'),
    );
  });

  it('shares pairs out among raters as studies do, and says nothing else of a whole study', () => {
    const model = modelWithAccuracy('pair', 0.9, spread);
    const shared = simulateCells(model, { raters: 8, pairs: 20, pairsPerRater: 5 }, 's');
    const count = (of: (cell: (typeof shared)[number]) => string) => {
      const counts = new Map<string, number>();
      for (const cell of shared) counts.set(of(cell), (counts.get(of(cell)) ?? 0) + 1);
      return new Set(counts.values());
    };
    // Five pairs for each of eight raters, two raters for each of twenty pairs.
    expect(count(({ raterId }) => raterId)).toEqual(new Set([5]));
    expect(count(({ pairId }) => pairId)).toEqual(new Set([2]));
    expect(simulateCells(model, { raters: 8, pairs: 20, pairsPerRater: 20 }, 's')).toEqual(
      simulateCells(model, { raters: 8, pairs: 20 }, 's'),
    );
  });

  it('shows the crossed bootstrap to hold the truth far more often than pooled Wilson', () => {
    const model = modelWithAccuracy('pair', 0.9, spread);
    const counts = coverageOf(
      model,
      { raters: 8, pairs: 60 },
      { from: 0, to: 120, seed: 'coverage' },
    );
    expect(counts.crossedPair / counts.studies).toBeGreaterThan(0.85);
    expect(counts.pooledPair / counts.studies).toBeLessThan(0.8);
  });
});

describe('the interval of people minus a model', () => {
  // At 95 % two hundred studies hold the truth 182 times or more with a chance of 98 %.
  it.each([
    { raters: 2, pairs: 10 },
    { raters: 5, pairs: 10 },
  ])(
    'holds the truth with $raters raters, though that of people alone may be very wide',
    (size) => {
      const people = modelWithAccuracy('pair', 0.9, { ...spread, raterSd: 1 });
      const truth = expectedAccuracy(people).pair - 0.3;
      let held = 0;
      for (let study = 0; study < 200; study += 1) {
        const seed = `${study}`;
        const rng = createRng(`model ${seed}`);
        const model = Array.from({ length: size.pairs }, (_, pair) => {
          const right = rng.nextFloat() < 0.3;
          return { pairId: `p${pair}`, rightA: right, rightB: right };
        });
        const cells = simulateCells(people, size, seed);
        const { pair } = crossedDifference({ cells, model, seed });
        if (pair.available && pair.lower <= truth && truth <= pair.upper) held += 1;
      }
      expect(held).toBeGreaterThanOrEqual(182);
    },
  );
});

describe('flags of items that are wrong', () => {
  const keys: PairKey[] = Array.from({ length: 150 }, (_, p) => ({
    pairId: `p${p}`,
    keyForA: p % 2 === 0 ? 1 : 2,
  }));
  const model = modelWithAccuracy('pair', 0.95, { raterSd: 0.5, pairSd: 0.5, itemSd: 0.3 });
  const cells = simulateCells(model, { raters: 20, pairs: 150 }, 'two swapped keys');
  const answers = answersFromCells(cells, keys);
  const swapped = ['p17', 'p98'];
  const wrongKeys = keys.map((key) =>
    swapped.includes(key.pairId) ? { ...key, keyForA: key.keyForA === 1 ? 2 : 1 } : key,
  ) as PairKey[];
  const inverted = (flags: ReturnType<typeof itemFlags>) =>
    flags.filter(({ kind }) => kind === 'both-inverted').map(({ pairId }) => pairId);

  it('name exactly the two pairs whose keys were swapped', () => {
    const flags = itemFlags(wrongKeys, answers);
    expect(inverted(flags)).toEqual(swapped);
    expect(flags.filter(({ severity }) => severity === 'critical')).toHaveLength(6);
    expect(inverted(itemFlags(keys, answers))).toEqual([]);
  });

  it('carry the evidence of a majority against the key on one item', () => {
    const three = ['r0', 'r1', 'r2'].map((raterId, r) => ({
      raterId,
      pairId: 'p0',
      side: 'A' as const,
      choice: r < 2 ? (2 as const) : (1 as const),
    }));
    expect(itemFlags(keys.slice(0, 1), three)).toMatchObject([
      { kind: 'majority-against-key', severity: 'critical', answers: 3, right: 1, against: 2 },
      { kind: 'ambiguous', share: 1 / 3 },
    ]);
    const tied = three.slice(1);
    expect(itemFlags(keys.slice(0, 1), tied).map(({ kind }) => kind)).toEqual(['ambiguous']);
    expect(itemFlags(keys.slice(0, 1), three.slice(0, 1))).toEqual([]);
  });

  it('name an item that only the good raters have wrong', () => {
    const odd = answers.map((answer) => {
      if (answer.pairId !== 'p5' || answer.side !== 'B') return answer;
      const wrongElsewhere = cells.filter(
        (cell) => cell.raterId === answer.raterId && !(cell.rightA && cell.rightB),
      ).length;
      return { ...answer, choice: wrongElsewhere > 8 ? (1 as const) : (2 as const) };
    });
    const flag = itemFlags(keys, odd).find(
      (one) => one.kind === 'good-raters-wrong' && one.pairId === 'p5' && one.side === 'B',
    );
    expect(flag).toMatchObject({ severity: 'warning', raters: 20 });
  });
});
