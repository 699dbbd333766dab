import { describe, expect, it } from 'vitest';
import { leastCovered } from '../assignment';
import { createRng } from '../rng';
import type { Cell } from './cells';
import { bothIntervals } from './crossed-bootstrap';
import { planStudy, studyCost, USUAL_SPREAD } from './plan-study';
import { modelWithAccuracy, simulateCells, type TruthModel } from './simulate';

/** Mean and standard deviation. */
function momentsOf(values: readonly number[]): { mean: number; sd: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, sd: Math.sqrt(squares / (values.length - 1)) };
}

interface Size {
  raters: number;
  pairs: number;
}

/** Twice 1.96 standard deviations of the mean over so many simulated studies. */
function simulatedSpread(model: TruthModel, size: Size, studies: number): number {
  const means = Array.from({ length: studies }, (_, study) => {
    const cells = simulateCells(model, size, `plan/${study}`);
    return cells.filter(({ rightA, rightB }) => rightA && rightB).length / cells.length;
  });
  return 2 * 1.96 * momentsOf(means).sd;
}

/** Widths of the interval that simulated studies have. */
function simulatedWidths(model: TruthModel, size: Size, studies: number): number[] {
  return Array.from({ length: studies }, (_, study) => {
    const cells = simulateCells(model, size, `width/${study}`);
    const { 'logit-t': interval } = bothIntervals({ cells, seed: `${study}` }, 'pair');
    if (!interval.available) throw new Error('there are answers');
    return interval.upper - interval.lower;
  });
}

/** Of each rater, in order, the answers to the 15 pairs that fewest before had. */
function shareOut(cells: readonly Cell[]): Cell[] {
  const counts = new Map(cells.map(({ pairId }) => [pairId, 0]));
  return [...new Set(cells.map(({ raterId }) => raterId))].flatMap((raterId) => {
    const covered = Array.from(counts, ([pairId, raters]) => ({ pairId, raters }));
    const own = new Set(leastCovered(covered, 15, createRng(raterId)));
    for (const pairId of own) counts.set(pairId, counts.get(pairId)! + 1);
    return cells.filter((cell) => cell.raterId === raterId && own.has(cell.pairId));
  });
}

describe('the width that a study is planned for', () => {
  const plan = planStudy({ pairs: 60, pairAccuracy: 0.9 });

  it('is the spread of simulated studies', () => {
    const model = modelWithAccuracy('pair', 0.9, USUAL_SPREAD);
    const simulated = simulatedSpread(model, { raters: 8, pairs: 60 }, 600);
    // A standard deviation from 600 studies is good to 3 % (one standard error).
    expect(Math.abs(simulated / plan.spreadFor(8) - 1)).toBeLessThan(0.09);
  });

  it('counts that all raters meet the same items', () => {
    // Were items drawn anew for each rater, the spread would be 7.8 points instead of 19.7.
    const spread = { raterSd: 0, pairSd: 0, itemSd: 2 };
    const model = modelWithAccuracy('pair', 0.8, spread);
    const simulated = simulatedSpread(model, { raters: 20, pairs: 20 }, 200);
    const planned = planStudy({ pairs: 20, pairAccuracy: 0.8, spread }).spreadFor(20);
    expect(Math.abs(simulated / planned - 1)).toBeLessThan(0.15);
  });

  it.each([
    { pairAccuracy: 0.957, raterSd: 0.4, pairs: 60, raters: 10 },
    { pairAccuracy: 0.9, raterSd: 0.6, pairs: 60, raters: 8 },
    { pairAccuracy: 0.8, raterSd: 1, pairs: 40, raters: 12 },
  ])(
    'is that of the interval on simulated studies, on average, where raters differ by $raterSd',
    ({ pairAccuracy, raterSd, ...size }) => {
      const spread = { ...USUAL_SPREAD, raterSd };
      const model = modelWithAccuracy('pair', pairAccuracy, spread);
      const { mean, sd } = momentsOf(simulatedWidths(model, size, 40));
      const planned = planStudy({ pairs: size.pairs, pairAccuracy, spread }).widthFor(size.raters);
      // An allowance of 5 % and three standard errors; docs/statistics.md has 1,000 studies a design.
      expect(Math.abs(planned - mean)).toBeLessThan(0.05 * planned + (3 * sd) / Math.sqrt(40));
    },
  );

  it('counts more people, who each rate less, where pairs are shared', () => {
    const model = modelWithAccuracy('pair', 0.9, USUAL_SPREAD);
    const { mean, sd } = momentsOf(
      Array.from({ length: 40 }, (_, study) => {
        const cells = shareOut(simulateCells(model, { raters: 16, pairs: 60 }, `share/${study}`));
        expect(cells).toHaveLength(4 * 60);
        const { 'logit-t': interval } = bothIntervals({ cells, seed: `${study}` }, 'pair');
        if (!interval.available) throw new Error('there are answers');
        return interval.upper - interval.lower;
      }),
    );
    const shared = (pairsPerRater: number) =>
      planStudy({ pairs: 60, pairsPerRater, pairAccuracy: 0.9 }).widthFor(4);
    expect(Math.abs(shared(15) - mean)).toBeLessThan(0.05 * shared(15) + (3 * sd) / Math.sqrt(40));
    expect(shared(60)).toBe(plan.widthFor(4));
    // 16 people with 30 items, 3 of practice and 2 checks each, 10 s an item.
    const { hours } = studyCost({
      ...{ pairs: 60, raters: 4, pairsPerRater: 15, secondsPerItem: 10, payPerHour: 9 },
      ...{ practicePairs: 3, attentionChecks: 2, presentation: 'single-image' },
    });
    expect(hours).toBeCloseTo((16 * 35) / 360, 10);
  });

  it('falls with raters towards what the pairs alone leave, and back to the fewest raters', () => {
    expect(plan.widthFor(5)).toBeGreaterThan(plan.widthFor(6));
    expect(plan.widthFor(1e6)).toBeCloseTo(plan.leastWidth, 5);
    for (const raters of [1, 2, 5, 13, 40]) {
      expect(plan.ratersFor(plan.widthFor(raters))).toEqual({ defined: true, raters });
    }
  });

  it('is had with the fewest raters, the fewest pairs, or both grown alike', () => {
    // Enumerated with numpy 2.4.6 and scipy 1.17.1: 60 pairs, 8 raters.
    expect(plan.ratersFor(0.09)).toEqual({ defined: true, raters: 9 });
    expect(plan.ratersFor(0.06)).toEqual({ defined: true, raters: 42 });
    expect(plan.ratersFor(0.05)).toEqual({ defined: false, reason: 'needs-more-pairs' });
    expect(plan.pairsFor(0.08, 8)).toEqual({ defined: true, pairs: 102 });
    expect(plan.pairsFor(0.06, 8)).toEqual({ defined: true, pairs: 689 });
    // 5,000 pairs leave 8 raters 5.69 points.
    expect(plan.pairsFor(0.05, 8)).toEqual({ defined: false, reason: 'needs-more-raters' });
    expect(plan.pairsFor(0.5, 1)).toEqual({ defined: false, reason: 'needs-more-raters' });
    expect(plan.bothFor(0.05, 8)).toEqual({ defined: true, raters: 20, pairs: 143 });
    expect(plan.bothFor(0.004, 8)).toEqual({ defined: false, reason: 'needs-too-many' });
  });

  it('is that of independent answers where neither raters nor pairs differ', () => {
    const plain = planStudy({
      pairs: 100,
      pairAccuracy: 0.9,
      spread: { raterSd: 0, pairSd: 0, itemSd: 0 },
    });
    // 2 z sqrt(p (1 - p) / n) with z = 1.959964 and n = 400.
    expect(plain.spreadFor(4)).toBeCloseTo(2 * 1.959963984540054 * 0.015, 8);
  });

  it('is the t interval of the model’s own variance', () => {
    // numpy 2.4.6 and scipy 1.17.1: components of variance by Gauss and Hermite's rule of 80 points an
    // effect, the degrees of freedom by Satterthwaite, t.ppf, both bounds through the logit.
    const plan = (raterSd: number, pairSd: number) =>
      planStudy({ pairs: 150, pairAccuracy: 0.957, spread: { raterSd, pairSd, itemSd: 0.5 } });
    const usual = plan(0.4, 1);
    expect(100 * usual.widthFor(5)).toBeCloseTo(5.824045, 4);
    expect(100 * usual.widthFor(20)).toBeCloseTo(2.662563, 4);
    expect(100 * plan(1, 1).widthFor(5)).toBeCloseTo(13.834633, 4);
    expect(100 * plan(0.4, 0).widthFor(10)).toBeCloseTo(3.486587, 4);
    expect(100 * plan(0.4, 2).widthFor(10)).toBeCloseTo(4.196631, 4);
    expect(usual.widthFor(1)).toBe(1);
  });
});

describe('the cost of a study', () => {
  const input = { pairs: 150, raters: 10, secondsPerItem: 12, payPerHour: 9 };

  it('is raters times items times their pay', () => {
    // 10 raters x 300 items x 12 s = 10 hours.
    const plain = { presentation: 'single-image', practicePairs: 0, attentionChecks: 0 } as const;
    expect(studyCost({ ...input, ...plain })).toEqual({ hours: 10, total: 90 });
  });

  it('counts practice, one image of a pair or both, and checks', () => {
    const besides = { practicePairs: 10, attentionChecks: 5 };
    // 315 and 325 items of 12 s for 10 raters.
    const single = studyCost({ ...input, ...besides, presentation: 'single-image' });
    const both = studyCost({ ...input, ...besides, presentation: 'side-by-side' });
    expect(single.hours).toBeCloseTo(10.5, 10);
    expect(both.hours).toBeCloseTo(325 / 30, 10);
    expect(both.total).toBeCloseTo(97.5, 10);
    // One pair of each rater's own side by side is one screen, with no place for a check: 2 items.
    const few = { ...input, pairs: 10, pairsPerRater: 1, practicePairs: 0, attentionChecks: 5 };
    expect(studyCost({ ...few, presentation: 'side-by-side' }).hours).toBeCloseTo(
      (100 * 2 * 12) / 3600,
      10,
    );
  });
});
