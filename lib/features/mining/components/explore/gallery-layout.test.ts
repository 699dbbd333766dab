import { expect, it } from 'vitest';
import { gridOf, MOST_ROWS_HIGH, partAt } from './gallery-layout';

it('keeps every part lower than what browsers draw, at any width', () => {
  for (let width = 1; width <= 8000; width += 1) {
    expect(MOST_ROWS_HIGH * gridOf(width).height).toBeLessThanOrEqual(16_000_000);
  }
});

it.each([0, 1, 30_000, 30_001, 100_000, 5_000_000])(
  'leads through all of %i pairs, forwards and backwards, each in one part',
  (total) => {
    for (const columns of [1, 2, 3]) {
      const parts = [partAt(0, total, columns)];
      while (parts.at(-1)!.later !== null) parts.push(partAt(parts.at(-1)!.later!, total, columns));
      let next = 0;
      for (const { start, end } of parts) {
        expect(start).toBe(next);
        next = end;
      }
      expect(next).toBe(total);
      const back = [parts.at(-1)!];
      while (back[0]!.earlier !== null) back.unshift(partAt(back[0]!.earlier, total, columns));
      expect(back).toEqual(parts);
    }
  },
);

it('shows the part of an address, and the last one where the list has become shorter', () => {
  expect(partAt(70_000, 100_000, 2)).toEqual({
    start: 60_000,
    end: 100_000,
    earlier: 0,
    later: null,
  });
  // The same address on a narrower screen: the part that holds the place.
  expect(partAt(70_000, 100_000, 1)).toMatchObject({ start: 60_000, end: 90_000 });
  expect(partAt(70_000, 500, 2)).toEqual({ start: 0, end: 500, earlier: null, later: null });
});
