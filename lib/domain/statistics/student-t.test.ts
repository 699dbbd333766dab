import { describe, expect, it } from 'vitest';
import { tCritical } from './student-t';

describe('the critical value of Student’s t', () => {
  it.each([
    // scipy 1.17.1: stats.t.ppf((1 + confidence) / 2, df)
    [0.95, 1, 12.706204736174694],
    [0.95, 2.5, 3.5746548420036817],
    [0.99, 2.5, 7.163728138948783],
    [0.95, 4, 2.7764451051977934],
    [0.99, 4, 4.604094871349992],
    [0.95, 19.3, 2.0908242347787658],
    [0.95, 149, 1.976013177689192],
    [0.99, 10_000, 2.5763210466685282],
    [0.5, 0.7, 1.200330743457406],
  ])('at %f with %f degrees of freedom is scipy’s', (confidence, df, value) => {
    expect(Math.abs(tCritical(confidence, df) / value - 1)).toBeLessThan(1e-9);
  });

  it('is the normal one for degrees without end, and refuses what is none', () => {
    expect(tCritical(0.95, Infinity)).toBeCloseTo(1.959963984540054, 12);
    expect(() => tCritical(1, 4)).toThrow(RangeError);
    expect(() => tCritical(0.95, 0)).toThrow(RangeError);
  });
});
