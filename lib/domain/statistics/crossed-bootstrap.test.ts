import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cell } from './cells';
import { crossedBootstrap } from './crossed-bootstrap';
import { crossedDifference, newcombe } from './crossed-difference';

/** Six raters, forty pairs, a fifth of the cells missing; written as a formula so that it can be redone. */
const isRight = (r: number, p: number, s: number): boolean =>
  (r * 7 + p * 13 + s * 5 + ((r * p) % 3)) % 11 > 2 + Number(p % 4 === 0);
const cells: Cell[] = [];
for (let r = 0; r < 6; r += 1) {
  for (let p = 0; p < 40; p += 1) {
    if ((r + p) % 5 === 0) continue;
    const rightA = isRight(r, p, 0);
    cells.push({ raterId: `r${r}`, pairId: `p${p}`, rightA, rightB: isRight(r, p, 1) });
  }
}
const model = Array.from({ length: 40 }, (_, p) => ({
  pairId: `p${p}`,
  rightA: (p * 5) % 7 > 3,
  rightB: (p * 3) % 5 > 1,
}));
const everyone = (raters: number, pairs: number, right: boolean): Cell[] =>
  Array.from({ length: raters * pairs }, (_, i) => ({
    raterId: `r${i % raters}`,
    pairId: `p${Math.floor(i / raters)}`,
    rightA: right,
    rightB: right,
  }));

const reference = { cells, seed: 'reference', draws: 20_000 };

describe('the crossed bootstrap', () => {
  // numpy 1.26.4: 400,000 draws of multinomial rater and pair counts, weights multiplied (Owen 2007),
  // numpy.quantile at 2.5 and 97.5 %. Tolerance: the error of a percentile from 20,000 draws.
  it('gives the interval of an independent implementation', () => {
    const { item, pair } = crossedBootstrap({ ...reference, interval: 'percentile' });
    if (!item.available || !pair.available) throw new Error('there are answers');
    expect(item.estimate).toBeCloseTo(0.6901041666666666, 12);
    expect(Math.abs(item.lower - 0.64215686)).toBeLessThan(0.004);
    expect(Math.abs(item.upper - 0.73809805)).toBeLessThan(0.004);
    expect(pair.estimate).toBeCloseTo(0.3802083333333333, 12);
    expect(Math.abs(pair.lower - 0.28431373)).toBeLessThan(0.006);
    expect(Math.abs(pair.upper - 0.47619609)).toBeLessThan(0.006);
    expect(item.method).toEqual({ name: 'crossed-bootstrap', draws: 20_000, seed: 'reference' });
    expect([item.nRaters, item.nPairs, item.note]).toEqual([6, 40, null]);
  });

  it('gives the difference to a model, pairs drawn jointly, of an independent implementation', () => {
    const { item, pair } = crossedDifference({ ...reference, model, interval: 'percentile' });
    if (!item.available || !pair.available) throw new Error('there are answers');
    expect(item.estimate).toBeCloseTo(0.17760416666666667, 12);
    expect(Math.abs(item.lower - 0.0548913)).toBeLessThan(0.006);
    expect(Math.abs(item.upper - 0.30098168)).toBeLessThan(0.006);
    expect(pair.estimate).toBeCloseTo(0.10520833333333329, 12);
    expect(Math.abs(pair.lower + 0.06671323)).toBeLessThan(0.007);
    expect(Math.abs(pair.upper - 0.26923077)).toBeLessThan(0.007);
  });

  // numpy 2.4.6 and scipy 1.17.1: 400,000 draws taken apart by raters, pairs and the rest, the variance
  // (a, c, e) -> max(a, c, e, a + c - e), Satterthwaite's degrees of freedom, scipy.stats.t.ppf.
  it('gives the t interval of an independent implementation, on the logit scale', () => {
    const { item, pair } = crossedBootstrap(reference);
    if (!item.available || !pair.available) throw new Error('there are answers');
    expect(Math.abs(item.lower - 0.65245244)).toBeLessThan(0.001);
    expect(Math.abs(item.upper - 0.72539367)).toBeLessThan(0.001);
    expect(Math.abs(pair.lower - 0.31032023)).toBeLessThan(0.002);
    expect(Math.abs(pair.upper - 0.45544215)).toBeLessThan(0.002);
    expect(pair.method).toMatchObject({ name: 'crossed-logit-t', draws: 20_000 });
    const free = pair.method.name === 'crossed-logit-t' ? pair.method.degreesOfFreedom : NaN;
    expect(Math.abs(free - 29.1)).toBeLessThan(1);
  });

  it('gives the t interval of a difference of an independent implementation', () => {
    const { item, pair } = crossedDifference({ ...reference, model });
    if (!item.available || !pair.available) throw new Error('there are answers');
    expect(Math.abs(item.lower - 0.05476322)).toBeLessThan(0.003);
    expect(Math.abs(item.upper - 0.30044512)).toBeLessThan(0.003);
    expect(Math.abs(pair.lower + 0.05416779)).toBeLessThan(0.004);
    expect(Math.abs(pair.upper - 0.26458445)).toBeLessThan(0.004);
    expect(pair.method).toMatchObject({ name: 'crossed-t', draws: 20_000 });
  });

  it('has the textbook’s standard error where every rater has all pairs', () => {
    // By hand: raters' means 1/2, 3/4, 3/4, pairs' 1, 2/3, 1, 0 over 3 x 4 cells of mean 2/3. MSR 1/12,
    // MSP 2/3, MSE 1/12: variance (1/12 + 2/3 - 1/12) / 12 = 1/18. Satterthwaite: (2/3)^2 divided by
    // (1/12)^2/2 + (2/3)^2/3 + (1/12)^2/6 = 2.909; then scipy.stats.t.ppf(.975, 2.909).
    const rows = ['1110', '1010', '1110'];
    const table = rows.flatMap((row, r) =>
      [...row].map((right, p) => {
        const both = right === '1';
        return { raterId: `r${r}`, pairId: `p${p}`, rightA: both, rightB: both };
      }),
    );
    const { pair } = crossedBootstrap({ cells: table, seed: 's', draws: 100_000 });
    if (!pair.available || pair.method.name !== 'crossed-logit-t') throw new Error('it is defined');
    expect(pair.estimate).toBeCloseTo(2 / 3, 12);
    expect(Math.abs(pair.method.degreesOfFreedom - 2.9090909)).toBeLessThan(0.05);
    expect(Math.abs(pair.lower - 0.06049381)).toBeLessThan(0.005);
    expect(Math.abs(pair.upper - 0.98415778)).toBeLessThan(0.005);
  });

  it('is not a point where every pair and every rater has the same share', () => {
    const half = everyone(4, 10, true).map((cell) => ({ ...cell, rightB: false }));
    expect(crossedBootstrap({ cells: half, seed: 's' }).item).toMatchObject({
      estimate: 0.5,
      method: { name: 'wilson', unit: 'pairs', n: 10, reason: 'nothing-varies' },
    });
  });

  it('is the same for the same seed and not for another', () => {
    const run = (seed: string) => crossedBootstrap({ cells, seed });
    expect(run('one')).toEqual(run('one'));
    expect(run('one')).not.toEqual(run('two'));
  });

  it('falls back to Wilson over pairs where everybody is right or wrong, and says so', () => {
    const all = crossedBootstrap({ cells: everyone(3, 15, true), seed: 's' }).pair;
    // statsmodels 0.15.0: proportion_confint(15, 15, method='wilson')
    expect(all).toMatchObject({
      estimate: 1,
      lower: expect.closeTo(0.7961166989641513, 10),
      upper: 1,
      method: { name: 'wilson', unit: 'pairs', n: 15, reason: 'all-right' },
      note: 'few-raters',
    });
    expect(crossedBootstrap({ cells: everyone(3, 15, false), seed: 's' }).item).toMatchObject({
      estimate: 0,
      method: { name: 'wilson', unit: 'pairs', reason: 'all-wrong' },
    });
  });

  it('falls back to Wilson for one rater and for one pair, naming the unit', () => {
    const one = cells.filter((cell) => cell.raterId === 'r1');
    expect(crossedBootstrap({ cells: one, seed: 's' }).pair).toMatchObject({
      method: { name: 'wilson', unit: 'pairs', n: one.length, reason: 'one-rater' },
    });
    const pair = cells.filter((cell) => cell.pairId === 'p3');
    expect(crossedBootstrap({ cells: pair, seed: 's' }).item).toMatchObject({
      method: { name: 'wilson', unit: 'raters', n: pair.length, reason: 'one-pair' },
    });
  });

  it('counts a pair only where both items are answered, and says when there is nothing', () => {
    const half: Cell[] = [{ raterId: 'r', pairId: 'p', rightA: true, rightB: null }];
    const { item, pair } = crossedBootstrap({ cells: half, seed: 's' });
    expect(item.available).toBe(true);
    expect(pair).toMatchObject({ available: false, reason: 'no-answers' });
  });

  it('does not let a perfect side pass for certain in a difference', () => {
    const { pair } = crossedDifference({
      cells: everyone(4, 10, true),
      model: model.slice(0, 4).map((m) => ({ ...m, rightA: true, rightB: true })),
      seed: 's',
    });
    // statsmodels 0.15.0: confint_proportions_2indep(10, 10, 4, 10, method='newcomb', compare='diff')
    expect(pair).toMatchObject({
      estimate: expect.closeTo(0.6, 12),
      lower: expect.closeTo(0.2005243216429799, 9),
      upper: expect.closeTo(0.8318196702937639, 9),
      modelPairsMissing: 6,
      method: { name: 'newcombe-wilson', n: 10, reason: 'all-right-or-wrong' },
    });
  });

  it('gives Newcombe’s published interval for 56/70 - 48/80', () => {
    // Newcombe 1998, Table II (a), method 10: 0.0524 to 0.3339; the same from statsmodels 0.15.0.
    const { lower, upper } = newcombe(56 / 70, 48 / 80, 70, 0.95, 80);
    expect(lower).toBeCloseTo(0.05243147240236498, 9);
    expect(upper).toBeCloseTo(0.33387265403690614, 9);
  });

  it('always holds its estimate, within 0 and 1', () => {
    const table = fc.uniqueArray(
      fc.record({
        raterId: fc.constantFrom('a', 'b', 'c', 'd'),
        pairId: fc.constantFrom('1', '2', '3', '4', '5', '6'),
        rightA: fc.constantFrom(true, false, null),
        rightB: fc.constantFrom(true, false, null),
      }),
      { selector: (cell) => cell.raterId + cell.pairId, minLength: 1, maxLength: 24 },
    );
    fc.assert(
      fc.property(table, fc.string(), (list, seed) => {
        for (const result of Object.values(crossedBootstrap({ cells: list, seed }))) {
          if (!result.available) continue;
          expect(result.lower).toBeGreaterThanOrEqual(0);
          expect(result.upper).toBeLessThanOrEqual(1);
          expect(result.lower).toBeLessThanOrEqual(result.upper);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses too few draws and two cells for one rater and pair', () => {
    expect(() => crossedBootstrap({ cells, seed: 's', draws: 1999 })).toThrow(RangeError);
    expect(() => crossedBootstrap({ cells: [...cells, ...cells], seed: 's' })).toThrow(RangeError);
  });
});
