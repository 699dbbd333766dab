import { describe, expect, it } from 'vitest';
import { crossedBootstrap } from './crossed-bootstrap';
import { planStudy, studyCost, USUAL_SPREAD } from './plan-study';
import { modelWithAccuracy, simulateCells } from './simulate';

const model = modelWithAccuracy('pair', 0.9, USUAL_SPREAD);

describe('the width that a study is planned for', () => {
  const plan = planStudy({ pairs: 60, pairAccuracy: 0.9 });

  it('is the spread of simulated studies', () => {
    const means = Array.from({ length: 600 }, (_, study) => {
      const cells = simulateCells(model, { raters: 8, pairs: 60 }, `plan/${study}`);
      return cells.filter(({ rightA, rightB }) => rightA && rightB).length / cells.length;
    });
    const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
    const variance = means.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 599;
    // A standard deviation from 600 studies is good to 3 % (one standard error).
    expect(2 * 1.96 * Math.sqrt(variance)).toBeGreaterThan(0.91 * plan.spreadFor(8));
    expect(2 * 1.96 * Math.sqrt(variance)).toBeLessThan(1.09 * plan.spreadFor(8));
  });

  it('is that of the interval on simulated studies, on average', () => {
    const widths = Array.from({ length: 60 }, (_, study) => {
      const cells = simulateCells(model, { raters: 8, pairs: 60 }, `width/${study}`);
      const { pair } = crossedBootstrap({ cells, seed: `${study}` });
      if (!pair.available) throw new Error('there are answers');
      return pair.upper - pair.lower;
    });
    const mean = widths.reduce((sum, value) => sum + value, 0) / widths.length;
    expect(Math.abs(mean / plan.widthFor(8) - 1)).toBeLessThan(0.06);
  });

  it('falls with raters towards what the pairs alone leave, and back to the fewest raters', () => {
    expect(plan.widthFor(5)).toBeGreaterThan(plan.widthFor(6));
    expect(plan.widthFor(1e6)).toBeCloseTo(plan.leastWidth, 5);
    for (const raters of [1, 2, 5, 13, 40]) {
      expect(plan.ratersFor(plan.widthFor(raters))).toEqual({ defined: true, raters });
    }
    expect(plan.ratersFor(plan.leastWidth / 2)).toEqual({
      defined: false,
      reason: 'needs-more-pairs',
    });
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
    // numpy 2.4.6 and scipy 1.17.1: components of variance by sums over 129 points an effect, the
    // degrees of freedom by Satterthwaite, t.ppf, both bounds through the logit.
    const width = (raters: number, raterSd: number) =>
      100 *
      planStudy({
        pairs: 150,
        pairAccuracy: 0.957,
        spread: { raterSd, pairSd: 1, itemSd: 0.5 },
      }).widthFor(raters);
    expect(width(5, 0.4)).toBeCloseTo(5.849002, 3);
    expect(width(20, 0.4)).toBeCloseTo(2.590636, 3);
    expect(width(5, 1)).toBeCloseTo(13.865663, 3);
    expect(width(1, 0.4)).toBe(100);
  });

  it('costs raters times items times their pay', () => {
    // 10 raters x 300 items x 12 s = 10 hours.
    expect(studyCost({ pairs: 150, raters: 10, secondsPerItem: 12, payPerHour: 9 })).toEqual({
      hours: 10,
      total: 90,
    });
  });
});
