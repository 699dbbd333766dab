import { describe, expect, it } from 'vitest';
import { holm } from './holm';
import { exactMcNemar } from './mcnemar';

const pairs = (onlyFirst: number, onlySecond: number, same = 3) => [
  ...Array.from({ length: onlyFirst }, () => ({ first: true, second: false })),
  ...Array.from({ length: onlySecond }, () => ({ first: false, second: true })),
  ...Array.from({ length: same }, (_, i) => ({ first: i % 2 === 0, second: i % 2 === 0 })),
];

describe('McNemar’s exact test', () => {
  it.each([
    // statsmodels 0.15.0: mcnemar([[0, b], [c, 0]], exact=True).pvalue
    [10, 3, 0.09228515625],
    [0, 7, 0.015625],
    [25, 25, 1],
    [1, 0, 1],
    [121, 59, 4.4344492637551645e-6],
  ])('of %d against %d is what statsmodels gives', (b, c, p) => {
    const result = exactMcNemar(pairs(b, c));
    if (!result.defined) throw new Error(result.reason);
    expect(Math.abs(result.p / p - 1)).toBeLessThan(1e-9);
    expect(result).toMatchObject({ onlyFirst: b, onlySecond: c });
  });

  it('has nothing to test where both sides have the same pairs right', () => {
    expect(exactMcNemar(pairs(0, 0))).toEqual({ defined: false, reason: 'no-discordant-pair' });
  });

  it('stays a number for as many pairs as a project can have', () => {
    const result = exactMcNemar(pairs(3000, 2000));
    if (!result.defined) throw new Error(result.reason);
    // scipy 1.12.0: binomtest(2000, 5000).pvalue
    expect(Math.abs(result.p / 1.300231000520625e-45 - 1)).toBeLessThan(1e-9);
  });
});

describe('Holm’s adjustment', () => {
  it('gives what statsmodels gives, in the order of the input', () => {
    // statsmodels 0.15.0: multipletests(p, method='holm')[1]
    const adjusted = holm([0.01, 0.04, 0.03, 0.005, 0.2, 0.9]);
    for (const [i, p] of [0.05, 0.12, 0.12, 0.03, 0.4, 0.9].entries()) {
      expect(adjusted[i]).toBeCloseTo(p, 12);
    }
    expect(holm([0.02, 0.02, 0.02])).toEqual([0.06, 0.06, 0.06]);
    expect(holm([])).toEqual([]);
    expect(() => holm([NaN])).toThrow(RangeError);
  });
});
