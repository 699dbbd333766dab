import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
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
