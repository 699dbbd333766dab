import { describe, expect, it } from 'vitest';
import { exactInterval } from './exact-interval';

describe('The exact interval', () => {
  it.each([
    // R 4, example of binom.test: Conover's 682 of 925 plants.
    [682, 925, 0.7076683, 0.7654066, 7],
    // scipy 1, binomtest(k, n).proportion_ci()
    [14, 15, 0.6805154334216967, 0.9983135697586446, 10],
    [4, 5, 0.28358206388191054, 0.9949492366205319, 10],
    [0, 10, 0, 0.30849710781876294, 10],
    // All of n: the n-th root of 0.025.
    [5, 5, 0.025 ** (1 / 5), 1, 10],
    [6, 6, 0.025 ** (1 / 6), 1, 10],
  ])('of %d in %d is what R, scipy or the closed form give', (k, n, lower, upper, digits) => {
    const interval = exactInterval(k, n);
    expect(interval?.lower).toBeCloseTo(lower, digits);
    expect(interval?.upper).toBeCloseTo(upper, digits);
    expect(interval?.estimate).toBe(k / n);
  });

  it('comes near the normal one where much was counted, and does not underflow', () => {
    // 0.5 ± 1.959964 · sqrt(0.25 / 100000), a little wider.
    const interval = exactInterval(50_000, 100_000);
    expect(interval?.lower).toBeCloseTo(0.5 - 0.003099, 4);
    expect(interval?.upper).toBeCloseTo(0.5 + 0.003099, 4);
  });

  it('is null when nothing was observed, and refuses counts that are no proportion', () => {
    expect(exactInterval(0, 0)).toBeNull();
    expect(() => exactInterval(3, 2)).toThrow(RangeError);
    expect(() => exactInterval(-1, 2)).toThrow(RangeError);
    expect(() => exactInterval(0.5, 2)).toThrow(RangeError);
  });
});
