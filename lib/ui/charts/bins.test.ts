import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bins } from './bins';

it('every value is counted once, in a bin whose edges hold it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (values) => {
        const made = bins(values);
        expect(made.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        for (const { from, to, count } of made) {
          const inside = values.filter((value) => value >= from - 1e-6 && value <= to + 1e-6);
          expect(inside.length).toBeGreaterThanOrEqual(count);
        }
      },
    ),
  );
});

it('bins adjoin and have round edges', () => {
  const made = bins([0.951, 0.96, 0.9609, 0.999], 5);
  expect(made.map(({ from, to }) => [from, to])).toEqual([
    [0.95, 0.96],
    [0.96, 0.97],
    [0.97, 0.98],
    [0.98, 0.99],
    [0.99, 1],
  ]);
  expect(made.map(({ count }) => count)).toEqual([1, 2, 0, 0, 1]);
});

it('no values make no bins, and equal ones a single bin', () => {
  expect(bins([])).toEqual([]);
  expect(bins([0.5, 0.5]).map(({ count }) => count)).toEqual([2]);
});
