import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cosine, scale, ticks } from './scale';
import { toCsv } from './csv';

it('ticks are round, rising and inside their domain', () => {
  expect(ticks([0, 1], 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
  expect(ticks([0.1, 0.3], 2)).toEqual([0.1, 0.2, 0.3]);
  fc.assert(
    fc.property(
      fc.double({ min: -1e3, max: 1e3, noNaN: true }),
      fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
      fc.integer({ min: 2, max: 10 }),
      (from, span, count) => {
        const values = ticks([from, from + span], count);
        expect(values.length).toBeLessThanOrEqual(count + 1);
        for (const [i, value] of values.entries()) {
          expect(value).toBeGreaterThanOrEqual(from - span * 1e-6);
          expect(value).toBeLessThanOrEqual(from + span * (1 + 1e-6));
          if (i > 0) expect(value).toBeGreaterThan(values[i - 1] as number);
        }
      },
    ),
  );
});

it('a scale meets both ends of its range, reversed ones too', () => {
  const y = scale([0.4, 1], [200, 0]);
  expect([y(0.4), y(1)]).toEqual([200, 0]);
});

it('cosines are written without the leading zero and keep sign and one', () => {
  expect([0.963, -0.0521, 1, 0].map(cosine)).toEqual(['.963', '\u2212.052', '1.000', '.000']);
});

it('figure data cannot start a formula in a spreadsheet, and numbers stay numbers', () => {
  expect(
    toCsv(
      ['a', 'b'],
      [
        ['=1+1', -0.5],
        ['x, "y"', null],
      ],
    ),
  ).toBe('a,b\r\n\'=1+1,-0.5\r\n"x, ""y""",\r\n');
});
