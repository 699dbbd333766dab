import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sensitivity } from './sensitivity';

const cosine = fc.double({ min: -1, max: 1, noNaN: true }).map((value) => Math.fround(value));
const pairs = fc.array(fc.record({ semantic: cosine, visual: cosine }), { maxLength: 60 });

it('counts, for each pair of thresholds around a run, the pairs that a run with them would find', () => {
  fc.assert(
    fc.property(pairs, cosine, cosine, (all, minSemantic, maxVisual) => {
      const mined = { minSemantic, maxVisual };
      const found = all.filter((pair) => pair.semantic > minSemantic && pair.visual < maxVisual);
      const passing = {
        semantic: Float64Array.from(found, ({ semantic }) => semantic),
        visual: Float64Array.from(found, ({ visual }) => visual),
      };
      const sample = {
        population: all.length,
        whole: true,
        semantic: Float32Array.from(all, ({ semantic }) => semantic),
        visual: Float32Array.from(all, ({ visual }) => visual),
      };
      const grid = sensitivity(passing, sample, mined);
      expect(grid.minSemantic).toContain(minSemantic);
      expect(grid.maxVisual).toContain(maxVisual);
      grid.maxVisual.forEach((v, row) =>
        grid.minSemantic.forEach((s, column) => {
          const expected = all.filter((pair) => pair.semantic > s && pair.visual < v).length;
          expect(grid.yields[row]![column]).toEqual({
            exact: s >= minSemantic && v <= maxVisual,
            count: expected,
            lower: expected,
            upper: expected,
          });
        }),
      );
    }),
  );
});

it('stays within what a cosine can be', () => {
  const none = new Float64Array(0);
  const sample = {
    population: 0,
    whole: true,
    semantic: new Float32Array(0),
    visual: new Float32Array(0),
  };
  const grid = sensitivity({ semantic: none, visual: none }, sample, {
    minSemantic: 0.99,
    maxVisual: -0.95,
  });
  expect(grid.minSemantic).toEqual([0.97, 0.98, 0.99, 1]);
  expect(grid.maxVisual).toEqual([-1, -0.95, -0.9, -0.85]);
});
