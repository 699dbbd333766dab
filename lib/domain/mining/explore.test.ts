import { describe, expect, it } from 'vitest';
import { createRng } from '../rng';
import { densityOf, yieldAt, type PassingCosines } from './explore';
import { joinPairs } from './join';
import { samplePopulation } from './population';
import type { UnitRows } from './rows';

/** Random directions around one, so that cosines spread widely. */
function rows(count: number, seed: string): UnitRows {
  const rng = createRng(seed);
  const dimensions = 6;
  const data = new Float32Array(count * dimensions);
  for (let k = 0; k < count; k += 1) {
    const row = Array.from(
      { length: dimensions },
      (_, d) => rng.nextFloat() - 0.5 + (d === 0 ? 0.6 : 0),
    );
    const length = Math.hypot(...row);
    row.forEach((value, d) => (data[k * dimensions + d] = value / length));
  }
  return { data, count, dimensions };
}

const semantic = rows(400, 'semantic');
const visual = rows(400, 'visual');
const passingAt = (minSemantic: number, maxVisual: number) =>
  joinPairs({
    semantic,
    visual,
    thresholds: { semanticAbove: minSemantic, visualBelow: maxVisual },
  });
const mined = { minSemantic: 0.8, maxVisual: 0.5 };
const found = passingAt(mined.minSemantic, mined.maxVisual);
const passing: PassingCosines = {
  semantic: Float64Array.from(found, (pair) => pair.semantic),
  visual: Float64Array.from(found, (pair) => pair.visual),
};
const GRID = [0.3, 0.5, 0.7, 0.8, 0.83, 0.9, 0.97];

describe('the yield at other thresholds', () => {
  it('is exactly what mining with them gives, where they are nowhere wider', () => {
    const sample = samplePopulation(semantic, visual, createRng('few'), 100);
    for (const minSemantic of [...GRID, found[0]!.semantic].filter((s) => s >= 0.8)) {
      for (const maxVisual of [0.5, 0.4, 0.1, -0.2, found[0]!.visual]) {
        const at = { minSemantic, maxVisual };
        const { length } = passingAt(minSemantic, maxVisual);
        expect(yieldAt(passing, sample, mined, at)).toEqual({
          exact: true,
          count: length,
          lower: length,
          upper: length,
        });
      }
    }
  });

  it('is what mining gives elsewhere, too, where the sample holds every pair, but is not called exact', () => {
    const sample = samplePopulation(semantic, visual, createRng('all'), 100_000);
    for (const minSemantic of GRID) {
      for (const maxVisual of [0.7, 0.55, 0.3]) {
        const at = { minSemantic, maxVisual };
        if (minSemantic >= mined.minSemantic && maxVisual <= mined.maxVisual) continue;
        const { length } = passingAt(minSemantic, maxVisual);
        expect(yieldAt(passing, sample, mined, at)).toMatchObject({ exact: false, count: length });
      }
    }
  });

  it('is estimated with an interval that holds the truth about 19 times in 20', () => {
    const at = { minSemantic: 0.6, maxVisual: 0.6 };
    const truth = passingAt(at.minSemantic, at.maxVisual).length;
    let held = 0;
    for (let draw = 0; draw < 200; draw += 1) {
      const sample = samplePopulation(semantic, visual, createRng(`draw ${draw}`), 2000);
      const { lower, upper, exact } = yieldAt(passing, sample, mined, at);
      expect(exact).toBe(false);
      if (lower <= truth && truth <= upper) held += 1;
    }
    // Binomial with 200 draws at .95: below 179 or above 199 less than once in a thousand each.
    expect(held).toBeGreaterThan(178);
    expect(held).toBeLessThan(200);
  });
});

describe('the density', () => {
  it('puts every sampled pair into the cell that holds both of its cosines', () => {
    const sample = samplePopulation(semantic, visual, createRng('cells'), 5000);
    const { semantic: x, visual: y, counts } = densityOf(sample, mined);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5000);
    const cells = counts.flatMap((count, at) => (count > 0 ? [{ count, at }] : []));
    for (const { count, at } of cells) {
      const [row, column] = [Math.floor(at / x.cells), at % x.cells];
      let inside = 0;
      for (let k = 0; k < 5000; k += 1) {
        const across = (sample.semantic[k]! - x.from) / x.step - column;
        const down = (sample.visual[k]! - y.from) / y.step - row;
        if (across >= 0 && across < 1 && down >= 0 && down < 1) inside += 1;
      }
      expect(inside).toBe(count);
    }
  });
});
