import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { criticalValue, inverseNormal } from './normal';

describe('the inverse normal', () => {
  it.each([
    // scipy 1.12.0, scipy.stats.norm.ppf
    [1e-10, -6.361340902404056],
    [1e-5, -4.264890793922825],
    [0.01, -2.3263478740408408],
    [0.025, -1.9599639845400545],
    [0.1, -1.2815515655446004],
    [0.3, -0.5244005127080409],
    [0.5, 0],
    [0.8, 0.8416212335729143],
    [0.995, 2.5758293035489004],
    [0.999999, 4.753424308817087],
  ])('gives scipy’s value at %f', (p, expected) => {
    expect(inverseNormal(p)).toBeCloseTo(expected, 9);
  });

  it('is odd around one half and rises', () => {
    const probability = fc.double({ min: 1e-9, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(probability, (p) => {
        expect(inverseNormal(p) + inverseNormal(1 - p)).toBeCloseTo(0, 5);
        expect(inverseNormal(p * 0.9)).toBeLessThan(inverseNormal(p));
      }),
    );
  });

  it('gives 1.96 for 95 % and refuses what is no probability', () => {
    expect(criticalValue(0.95)).toBeCloseTo(1.959963984540054, 12);
    for (const p of [0, 1, -0.1, NaN]) expect(() => inverseNormal(p)).toThrow(RangeError);
  });
});
