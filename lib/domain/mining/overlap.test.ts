import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jaccard } from './overlap';

const set = fc.uniqueArray(fc.nat(30)).map((values) => Float64Array.from(values).sort());

it('is the share of common members, 1 of a set with itself, null of nothing', () => {
  // {1, 2, 3} and {2, 3, 4, 5}: two of five.
  expect(jaccard(Float64Array.of(1, 2, 3), Float64Array.of(2, 3, 4, 5))).toBe(0.4);
  expect(jaccard(Float64Array.of(), Float64Array.of())).toBeNull();
  expect(jaccard(Float64Array.of(7), Float64Array.of())).toBe(0);
  fc.assert(
    fc.property(set, set, (a, b) => {
      const both = [...a].filter((value) => b.includes(value)).length;
      const either = new Set([...a, ...b]).size;
      expect(jaccard(a, b)).toBe(either === 0 ? null : both / either);
    }),
  );
});
