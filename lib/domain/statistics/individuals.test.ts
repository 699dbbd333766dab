import { describe, expect, it } from 'vitest';
import { agreementIntervals } from './agreement-interval';
import { calibration } from './calibration';
import type { Cell } from './cells';
import { learningSlope } from './learning';
import { distribution } from './quantile';
import { raterSpread } from './raters';

describe('times', () => {
  it('have numpy’s quantiles', () => {
    // numpy 1.26.4: quantile(v, [.1, .25, .5, .75, .9])
    expect(distribution([1200, 3400, 560, 8900, 2300, 4100, 2750, 15000])).toEqual({
      defined: true,
      n: 8,
      p10: expect.closeTo(1008, 9),
      p25: expect.closeTo(2025, 9),
      median: expect.closeTo(3075, 9),
      p75: expect.closeTo(5300, 9),
      p90: expect.closeTo(10_730, 9),
    });
    expect(distribution([])).toEqual({ defined: false, reason: 'no-values' });
    expect(() => distribution([NaN])).toThrow(RangeError);
  });
});

describe('learning over trials', () => {
  const trials = Array.from({ length: 150 }, (_, at) => {
    const t = at % 30;
    const r = Math.floor(at / 30);
    const right = (r * 7 + t * 11 + ((r * t) % 5)) % 13 > 4 - Number(t > 15);
    return { raterId: `${r}`, position: t, right };
  });

  const twice = trials.flatMap((trial) => [trial, trial]);

  it('has the slope of a regression with rater effects, and the interval of resampled raters', () => {
    // statsmodels 0.15.0: OLS of right on rater dummies and position; numpy 1.26.4, 400,000 draws of
    // 5 raters, percentiles of the pooled within-rater slope. Each trial stands twice, so that there are
    // enough: that changes no slope, as every sum doubles.
    const result = learningSlope(twice, { seed: 'reference', draws: 20_000 });
    if (!result.defined) throw new Error(result.reason);
    expect(result.slope).toBeCloseTo(0.0032480533926585323, 12);
    expect(Math.abs(result.lower - 0.0012458286985539949)).toBeLessThan(2e-4);
    expect(Math.abs(result.upper - 0.005116796440489433)).toBeLessThan(2e-4);
    expect(result).toMatchObject({ raters: 5, trials: 300, note: null });
  });

  it('says when it cannot be told', () => {
    const of = (list: typeof trials) => learningSlope(list, { seed: 's' });
    expect(of([])).toMatchObject({ reason: 'no-two-trials-of-a-rater' });
    expect(of(trials.filter(({ raterId }) => raterId === '1'))).toMatchObject({
      reason: 'one-rater',
    });
    expect(of(trials.map((trial) => ({ ...trial, right: true })))).toMatchObject({
      reason: 'nothing-varies',
    });
  });

  it('is withheld until two raters have answered fifty trials each', () => {
    const answered = (raterId: string, count: number) =>
      Array.from({ length: count }, (_, position) => ({
        raterId,
        position,
        right: position % 3 > 0,
      }));
    const of = (...counts: number[]) =>
      learningSlope(
        counts.flatMap((count, rater) => answered(`${rater}`, count)),
        { seed: 's' },
      );
    expect(of(10, 10)).toMatchObject({ reason: 'too-few-trials' });
    expect(of(50, 49, 49)).toMatchObject({ reason: 'too-few-trials' });
    // Once it is given, those who answered less take part in it.
    expect(of(50, 50, 10)).toMatchObject({ defined: true, raters: 3 });
  });
});

describe('calibration', () => {
  it('has the bins of scikit-learn and their mean gap', () => {
    // scikit-learn 1.9.1: calibration_curve(right, stated, n_bins=5); the gap of ten bins by numpy.
    const stated = [0.5, 0.5, 0.7, 0.7, 0.7, 0.9, 0.9, 0.9, 0.9, 1, 1, 1, 1, 1];
    const right = [0, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1, 1, 1, 0];
    const answers = stated.map((value, i) => ({ stated: value, right: right[i] === 1 }));
    const five = calibration(answers, 5);
    if (!five.defined) throw new Error(five.reason);
    expect(five.bins.map(({ n }) => n)).toEqual([2, 3, 9]);
    expect(five.bins.map(({ observed }) => observed.estimate)).toEqual([1 / 2, 2 / 3, 7 / 9]);
    expect(five.bins.map(({ meanStated }) => meanStated)).toEqual([
      0.5,
      expect.closeTo(0.7, 12),
      expect.closeTo(0.95555556, 8),
    ]);
    expect(calibration(answers)).toMatchObject({ ece: expect.closeTo(0.12142857142857134, 12) });
    expect(calibration([])).toEqual({ defined: false, reason: 'no-answers' });
  });
});

describe('intervals of agreement', () => {
  const label = (r: number, i: number) =>
    (r * 5 + i * 3 + ((r * i) % 4)) % 7 > 1 ? (i * 7) % 3 : (i + r) % 3;
  const ratings = Array.from({ length: 60 }, (_, i) =>
    Array.from({ length: 4 }, (_rater, r) => ((r + i) % 5 ? label(r, i) : null)),
  );

  it('are those of numpy from resampled items', () => {
    // numpy 1.26.4: 100,000 draws of 60 items; the coefficients of the whole are those of krippendorff
    // 0.9.0 (0.59524) and irrCAC 0.4.4 (0.59619).
    const { krippendorffAlpha, gwetAc1 } = agreementIntervals(ratings, { seed: 's', draws: 8000 });
    if (!krippendorffAlpha.defined || !gwetAc1.defined) throw new Error('both are defined');
    expect(Math.abs(krippendorffAlpha.lower - 0.46477578)).toBeLessThan(0.008);
    expect(Math.abs(krippendorffAlpha.upper - 0.71148979)).toBeLessThan(0.008);
    expect(Math.abs(gwetAc1.lower - 0.47107339)).toBeLessThan(0.008);
    expect(Math.abs(gwetAc1.upper - 0.72112417)).toBeLessThan(0.008);
  });

  it('take the items of a pair as one: an item that is there twice tells nothing more', () => {
    const twice = ratings.flatMap((unit) => [unit, unit]);
    const clusters = ratings.flatMap((_unit, i) => [`p${i}`, `p${i}`]);
    const once = agreementIntervals(ratings, { seed: 's' });
    expect(agreementIntervals(twice, { seed: 's', clusters }).percent).toEqual({
      ...once.percent,
      lower: expect.closeTo(once.percent.defined ? once.percent.lower : NaN, 12),
      upper: expect.closeTo(once.percent.defined ? once.percent.upper : NaN, 12),
    });
    // As if all were independent, the interval would be narrower by the root of two, near enough.
    const apart = agreementIntervals(twice, { seed: 's' }).percent;
    if (!apart.defined || !once.percent.defined) throw new Error('both are defined');
    const width = ({ lower, upper }: { lower: number; upper: number }) => upper - lower;
    expect(width(once.percent) / width(apart)).toBeGreaterThan(1.2);
  });

  it('are refused with a reason where agreement cannot vary or is undefined', () => {
    const full = Array.from({ length: 9 }, (_, i) => [i % 2, i % 2]);
    expect(agreementIntervals(full, { seed: 's' }).krippendorffAlpha).toEqual({
      defined: false,
      reason: 'never-varies',
    });
    expect(agreementIntervals([[1]], { seed: 's' }).percent).toEqual({
      defined: false,
      reason: 'coefficient-undefined',
    });
  });
});

describe('single raters', () => {
  const cell = (raterId: string, pairId: string, rightA: boolean, rightB: boolean): Cell => ({
    raterId,
    pairId,
    rightA,
    rightB,
  });
  const cells = [
    cell('a', '1', true, true),
    cell('a', '2', true, false),
    cell('b', '1', false, false),
    cell('b', '2', true, true),
    cell('c', '1', true, true),
    cell('c', '2', true, true),
  ];

  it('are left out one by one: what remains is the mean of the others', () => {
    // By hand: items right a 3, b 2, c 4 of 4 each; all 9/12.
    expect(raterSpread(cells, 'item')).toMatchObject({
      best: { raterId: 'c', right: 4, n: 4 },
      worst: { raterId: 'b', right: 2, n: 4 },
      leaveOneOut: [
        { raterId: 'a', estimate: 6 / 8, change: 0 },
        { raterId: 'b', estimate: 7 / 8, change: 0.125 },
        { raterId: 'c', estimate: 5 / 8, change: -0.125 },
      ],
    });
    expect(raterSpread(cells, 'pair')).toMatchObject({ worst: { raterId: 'a', right: 1, n: 2 } });
  });

  it('cannot be left out when there is one', () => {
    expect(raterSpread(cells.slice(0, 2), 'item')).toEqual({
      defined: false,
      reason: 'fewer-than-two-raters',
    });
  });
});
