import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreement, type Ratings } from './agreement';

const _ = null;
const byUnit = (raters: Ratings): Ratings =>
  (raters[0] ?? []).map((_first, unit) => raters.map((ratings) => ratings[unit] ?? null));
const value = (coefficient: ReturnType<typeof agreement>['gwetAc1']): number => {
  if (!coefficient.defined) throw new Error(coefficient.reason);
  return coefficient.value;
};

/** Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C: 4 observers, 12 units. */
const krippendorffExample = byUnit([
  [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
  [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
]);

describe('agreement', () => {
  it('gives the published values of Krippendorff’s example', () => {
    const result = agreement(krippendorffExample);
    // 0.743 is printed there; digits from the krippendorff 0.9.0 package. AC1 0.77544 and percent
    // agreement 0.81818 are printed in Gwet's irrCAC package for the same data (cac.raw4raters).
    expect(value(result.krippendorffAlpha)).toBeCloseTo(0.743421052631579, 12);
    expect(value(result.gwetAc1)).toBeCloseTo(0.77544, 5);
    expect(result.percent).toEqual({ defined: true, value: expect.closeTo(0.81818, 5) });
    expect(result).toMatchObject({ units: 12, pairableUnits: 11, pairableRatings: 40 });
  });

  it('gives the value of Wikipedia’s example with three coders and many gaps', () => {
    // en.wikipedia.org/wiki/Krippendorff's_alpha: nominal alpha 0.691 (0.691358… from krippendorff 0.9.0).
    const result = agreement(
      byUnit([
        [_, _, _, _, _, 3, 4, 1, 2, 1, 1, 3, 3, _, 3],
        [1, _, 2, 1, 3, 3, 4, 3, _, _, _, _, _, _, _],
        [_, _, 2, 1, 3, 4, 4, _, 2, 1, 1, 3, 3, _, 4],
      ]),
    );
    expect(value(result.krippendorffAlpha)).toBeCloseTo(0.691358024691358, 12);
  });

  it('gives the packages’ values near and below chance', () => {
    // Random data; krippendorff 0.9.0 and irrCAC 0.4.4.
    const result = agreement(
      byUnit([
        [_, 2, 3, 3, 2, 3, 3, _, _, _, 1, _],
        [3, _, 2, _, 1, 3, 1, 2, 3, 1, _, 1],
        [3, 1, 3, 2, _, 2, 2, _, 2, 3, 3, 3],
        [3, 2, 2, _, 2, _, 3, _, 3, _, 1, 1],
      ]),
    );
    expect(value(result.krippendorffAlpha)).toBeCloseTo(-0.005714285714285783, 12);
    expect(value(result.gwetAc1)).toBeCloseTo(-0.00893, 5);
  });

  it('shows the paradox: 49 of 50 agree, alpha is 0 and AC1 is 0.98', () => {
    const units: Ratings = Array.from({ length: 50 }, (_unit, i) => [1, i === 0 ? 2 : 1]);
    const result = agreement(units);
    // krippendorff 0.9.0: 0.0; irrCAC 0.4.4: 0.9796.
    expect(value(result.krippendorffAlpha)).toBeCloseTo(0, 12);
    expect(value(result.gwetAc1)).toBeCloseTo(0.9796, 4);
  });

  it('explains what is undefined instead of giving NaN or 1', () => {
    expect(
      agreement([
        ['x', 'x'],
        ['x', 'x'],
      ]),
    ).toMatchObject({
      percent: { defined: true, value: 1 },
      krippendorffAlpha: { defined: false, reason: 'one-answer-only' },
      gwetAc1: { defined: false, reason: 'one-answer-only' },
    });
    expect(agreement([['x'], [null, 'y']]).percent).toEqual({
      defined: false,
      reason: 'no-unit-with-two-ratings',
    });
    expect(agreement([]).krippendorffAlpha.defined).toBe(false);
  });

  it('is 1 for full agreement on varied answers, never NaN, and blind to the order of raters', () => {
    const ratings = fc.array(
      fc.array(fc.option(fc.constantFrom('one', 'two', 'cannot'), { nil: null }), { maxLength: 5 }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(ratings, (units) => {
        const result = agreement(units);
        for (const coefficient of [result.percent, result.krippendorffAlpha, result.gwetAc1]) {
          if (!coefficient.defined) continue;
          expect(Number.isFinite(coefficient.value)).toBe(true);
          expect(coefficient.value).toBeLessThanOrEqual(1 + 1e-12);
        }
        const turned = agreement(units.map((unit) => [...unit].reverse()));
        expect(turned.gwetAc1.defined).toBe(result.gwetAc1.defined);
        if (result.gwetAc1.defined) {
          expect(value(turned.gwetAc1)).toBeCloseTo(value(result.gwetAc1), 9);
        }
      }),
    );
    expect(
      value(
        agreement([
          [1, 1],
          [2, 2, 2],
        ]).krippendorffAlpha,
      ),
    ).toBe(1);
  });
});
