import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson';

describe('Wilson’s interval', () => {
  it.each([
    // statsmodels 0.15.0, proportion_confint(k, n, 1 - confidence, 'wilson')
    [143, 150, 0.95, 0.9068135276008725, 0.9772134508387381],
    [14, 15, 0.95, 0.7018347012621997, 0.9881331045067314],
    [61, 150, 0.95, 0.3313410961286949, 0.4866533494866794],
    [58, 150, 0.95, 0.31249116779192654, 0.4665020875981708],
    [0, 10, 0.95, 0, 0.27753279986288926],
    [15, 15, 0.95, 0.7961166989641513, 1],
    [1, 1, 0.95, 0.2065493143772374, 1],
    [5, 20, 0.99, 0.08736390840107403, 0.5371887921483027],
    [5, 20, 0.9, 0.1273771685203577, 0.4322017501601246],
  ])('of %d in %d at %f is what statsmodels gives', (k, n, confidence, lower, upper) => {
    const interval = wilsonInterval(k, n, confidence);
    expect(interval?.lower).toBeCloseTo(lower, 10);
    expect(interval?.upper).toBeCloseTo(upper, 10);
    expect(interval?.estimate).toBe(k / n);
  });

  it('is null when nothing was observed', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it('holds its estimate, stays within 0 and 1 and is symmetric', () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const interval = wilsonInterval(k, n);
        const mirrored = wilsonInterval(n - k, n);
        if (!interval || !mirrored) throw new Error('n is positive');
        expect(interval.lower).toBeGreaterThanOrEqual(0);
        expect(interval.lower).toBeLessThanOrEqual(interval.estimate);
        expect(interval.upper).toBeGreaterThanOrEqual(interval.estimate);
        expect(interval.upper).toBeLessThanOrEqual(1);
        expect(interval.lower).toBeCloseTo(1 - mirrored.upper, 9);
      }),
    );
  });

  it('refuses counts that are no proportion', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(-1, 2)).toThrow(RangeError);
    expect(() => wilsonInterval(NaN, 2)).toThrow(RangeError);
  });
});
