import fc from 'fast-check';
import { expect, it } from 'vitest';
import { blocksOf, pairsOfTile, rowsOf, tileAt, tilesOf } from './tiles';

it('every pair of rows lies in exactly one tile, whatever the sizes', () => {
  const sizes = fc.record({
    rows: fc.integer({ min: 0, max: 40 }),
    blockRows: fc.integer({ min: 1, max: 45 }),
  });
  fc.assert(
    fc.property(sizes, (grid) => {
      const seen = new Map<string, number>();
      for (let number = 0; number < tilesOf(grid); number += 1) {
        const tile = tileAt(grid, number);
        const before = seen.size;
        const [from, to] = rowsOf(grid, tile.left);
        const [first, last] = rowsOf(grid, tile.right);
        for (let i = from; i < to; i += 1) {
          for (let j = Math.max(first, i + 1); j < last; j += 1) {
            const pair = `${i} ${j}`;
            seen.set(pair, (seen.get(pair) ?? 0) + 1);
          }
        }
        expect(seen.size - before).toBe(pairsOfTile(grid, tile));
      }
      expect(2 * seen.size).toBe(grid.rows ** 2 - grid.rows);
      expect([...seen.values()].every((times) => times === 1)).toBe(true);
      expect(() => tileAt(grid, tilesOf(grid))).toThrow(RangeError);
    }),
  );
});

it('tiles in order change their left block as seldom as possible', () => {
  const grid = { rows: 95, blockRows: 10 };
  const lefts = Array.from({ length: tilesOf(grid) }, (_, number) => tileAt(grid, number).left);
  const changes = lefts.filter((left, at) => at > 0 && left !== lefts[at - 1]).length;
  expect(changes).toBe(blocksOf(grid) - 1);
});
