import { describe, expect, it } from 'vitest';
import { entropyBits, itemStatistics, type TimedAnswer } from './items';
import type { PairKey } from './pair-accuracy';

/** Ten raters, twelve items (six pairs), by formula. */
const keys: PairKey[] = Array.from({ length: 6 }, (_, p) => ({ pairId: `p${p}`, keyForA: 1 }));
const answers: TimedAnswer[] = Array.from({ length: 120 }, (_, at) => {
  const i = at % 12;
  const r = Math.floor(at / 12);
  const right = (r * 7 + i * 5 + ((r * i) % 3)) % 11 > 3;
  const side = i % 2 === 0 ? ('A' as const) : ('B' as const);
  const key = side === 'A' ? 1 : 2;
  return {
    raterId: `r${r}`,
    pairId: `p${Math.floor(i / 2)}`,
    side,
    choice: right ? key : r === 9 ? null : key === 1 ? 2 : 1,
    activeMs: 1000 * (r + 1),
    confidence: 1 + (r % 3),
  };
});

describe('an item’s statistics', () => {
  it('have the item-rest correlations of scipy', () => {
    // scipy 1.12.0: pearsonr of the column with the mean of the 11 other columns.
    const items = itemStatistics(keys, answers);
    for (const [i, value] of [
      [0, 0.408248290463863],
      [3, -0.8602680757063526],
      [7, -0.6508140266182867],
    ] as const) {
      expect(items[i]!.itemRest).toEqual({
        defined: true,
        value: expect.closeTo(value, 12),
        n: 10,
      });
    }
    expect(items[0]!.activeMs).toMatchObject({ median: 5500, n: 10 });
    expect(items[0]!.meanConfidence).toBeCloseTo(1.9, 12);
  });

  it('give no correlation with fewer than eight raters, and none where all are right', () => {
    const seven = answers.filter(({ raterId }) => raterId < 'r7');
    expect(itemStatistics(keys, seven)[0]!.itemRest).toEqual({
      defined: false,
      reason: 'few-raters',
    });
    const right = answers.map(
      (answer) => ({ ...answer, choice: answer.side === 'A' ? 1 : 2 }) as const,
    );
    expect(itemStatistics(keys, right)[0]!.itemRest).toEqual({
      defined: false,
      reason: 'first-constant',
    });
  });

  it('are empty, not NaN, where nobody answered', () => {
    expect(itemStatistics(keys, [])[0]).toMatchObject({
      shareRight: null,
      cantTellShare: null,
      meanConfidence: null,
      entropy: { defined: false, reason: 'no-answers' },
      activeMs: { defined: false, reason: 'no-values' },
    });
  });

  it('have scipy’s entropy in bits', () => {
    // scipy 1.12.0: entropy([5, 3, 2], base=2), entropy([9, 1, 0], base=2)
    expect(entropyBits([5, 3, 2])).toEqual({
      defined: true,
      bits: expect.closeTo(1.4854752972273346, 12),
    });
    expect(entropyBits([9, 1, 0])).toEqual({
      defined: true,
      bits: expect.closeTo(0.46899559358928117, 12),
    });
  });
});
