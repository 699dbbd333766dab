import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correlateGroups,
  correlationUpper,
  pearson,
  ranks,
  spearman,
  type GroupedPair,
} from './correlation';

const value = (result: ReturnType<typeof pearson>): number => {
  if (!result.defined) throw new Error(result.reason);
  return result.value;
};

describe('correlation', () => {
  it('gives the values of scipy', () => {
    // scipy 1.12.0: pearsonr and spearmanr; the first data are Wikipedia's example of Spearman.
    const iq = [106, 86, 100, 101, 99, 103, 97, 113, 112, 110];
    const hours = [7, 0, 27, 50, 28, 29, 20, 12, 6, 17];
    expect(value(pearson(iq, hours))).toBeCloseTo(-0.03760147384687594, 12);
    expect(value(spearman(iq, hours))).toBeCloseTo(-0.17575757575757575, 12);
    const people = [0.9, 0.8, 0.8, 0.7, 1, 0.6, 0.8, 0.95, 0.9];
    const model = [0.3, 0.5, 0.5, 0.2, 0.6, 0.1, 0.2, 0.4, 0.4];
    expect(value(pearson(people, model))).toBeCloseTo(0.725057214709136, 12);
    expect(value(spearman(people, model))).toBeCloseTo(0.6508862551407718, 12);
    expect(ranks([3, 1, 3])).toEqual([2.5, 1, 2.5]);
  });

  it('has the upper bound of Fisher’s z', () => {
    // numpy 2.4.6, scipy 1.17.1: tanh(arctanh(r) + norm.ppf(.95) / sqrt(n - 3))
    expect(correlationUpper(-0.3, 10)).toBeCloseTo(0.30241596208491706, 12);
    expect(correlationUpper(-0.8602680757063526, 10)).toBeCloseTo(-0.5867392501051908, 12);
    expect(correlationUpper(-0.5, 40)).toBeCloseTo(-0.27188102681355286, 12);
    expect(correlationUpper(-1, 8)).toBe(-1);
  });

  it('says why it is undefined instead of giving NaN', () => {
    expect(pearson([1, 2], [2, 1])).toEqual({ defined: false, reason: 'fewer-than-three' });
    expect(pearson([1, 1, 1], [2, 1, 3])).toEqual({ defined: false, reason: 'first-constant' });
    expect(spearman([1, 2, 3], [1, 1, 1])).toEqual({ defined: false, reason: 'second-constant' });
    expect(() => pearson([1], [1, 2])).toThrow(RangeError);
  });

  it('lies within -1 and 1 whatever is correlated', () => {
    const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 3 }), (points) => {
        const result = spearman(
          points.map(([x]) => x),
          points.map(([, y]) => y),
        );
        if (!result.defined) return;
        expect(Math.abs(result.value)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the correlation of pattern scores', () => {
  const pairs: GroupedPair[] = Array.from({ length: 9 * 15 }, (_, i) => {
    const group = Math.floor(i / 15);
    return {
      group: `${group}`,
      first: (i * 7) % 11 > group ? 1 : 0,
      second: (i * 5) % 13 > group + 2 ? 1 : 0,
    };
  });

  it('gives the interval of numpy from pairs resampled within their pattern', () => {
    const result = correlateGroups(pairs, { seed: 'reference', draws: 20_000 });
    if (!result.defined) throw new Error(result.reason);
    // scipy 1.12.0 on the nine means; numpy 1.26.4, 200,000 draws within groups, percentiles.
    expect(result.pearson).toBeCloseTo(0.9731386624156987, 12);
    expect(result.spearman).toBeCloseTo(0.9743589743589741, 12);
    expect(Math.abs(result.lower - 0.491564)).toBeLessThan(0.01);
    expect(Math.abs(result.upper - 0.9504)).toBeLessThan(0.01);
    expect(result).toMatchObject({ groups: 9, pairs: 135, seed: 'reference' });
  });

  it('is undefined where every pattern has the same score', () => {
    const flat = pairs.map((pair) => ({ ...pair, first: 1 }));
    expect(correlateGroups(flat, { seed: 's' })).toEqual({
      defined: false,
      reason: 'first-constant',
    });
  });
});
