import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectedWidthPoints } from './expected-width';
import { parsePairNumbers, writePairNumbers } from './parse-pair-numbers';

describe('pair numbers as people write them', () => {
  it('reads numbers and ranges, in any order and with repeats', () => {
    expect(parsePairNumbers('12, 40 - 42\n3；41–43')).toEqual([3, 12, 40, 41, 42, 43]);
  });

  it.each(['', ' , ', '0', '5-3', '1-', 'a', '1.5', '1-99999999', '1-30000'])(
    'refuses %j instead of guessing',
    (text) => expect(parsePairNumbers(text)).toBeNull(),
  );

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1 }), (numbers) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        expect(parsePairNumbers(writePairNumbers(sorted))).toEqual(sorted);
      }),
    );
  });
});

describe('the width to expect', () => {
  it('is that of Wilson’s interval at 90 %', () => {
    // Half-width z sqrt(p(1-p)/n + z²/4n²) / (1 + z²/n) with z = 1.959964 (Wilson, JASA 22, 1927):
    // n = 150 gives 2 x 4.8457 points.
    expect(expectedWidthPoints(150)).toBe(9.7);
    expect(expectedWidthPoints(0)).toBeNull();
  });
});
