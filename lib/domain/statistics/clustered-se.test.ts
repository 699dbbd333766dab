import { describe, expect, it } from 'vitest';
import { clusteredItemAccuracy } from './clustered-se';

describe('item accuracy with a standard error clustered by pair', () => {
  it('gives the cluster-robust error of statsmodels', () => {
    // statsmodels 0.15.0: OLS of the 80 scores on a constant, cov_type='cluster', groups = pair,
    // use_correction=False. The error without clustering would be 0.05588.
    const result = clusteredItemAccuracy(
      Array.from({ length: 40 }, (_, p) => ({
        pairId: `p${p}`,
        rightA: (p * 5) % 7 > 3,
        rightB: (p * 3) % 5 > 1,
      })),
    );
    expect(result?.estimate).toBeCloseTo(0.5125, 12);
    expect(result?.standardError).toBeCloseTo(0.05724809, 8);
    expect(result?.lower).toBeCloseTo(0.40029581, 7);
    expect(result?.upper).toBeCloseTo(0.62470419, 7);
  });

  it('is the error of n pairs, not of 2n items, when both items always agree', () => {
    const result = clusteredItemAccuracy(
      Array.from({ length: 16 }, (_, p) => ({
        pairId: `${p}`,
        rightA: p % 2 === 0,
        rightB: p % 2 === 0,
      })),
    );
    // sqrt(p (1 - p) / n) of a proportion of one half among 16.
    expect(result?.standardError).toBeCloseTo(0.125, 12);
  });

  it('gives Wilson over pairs where nothing varies, and null without pairs', () => {
    const perfect = Array.from({ length: 15 }, (_, p) => ({
      pairId: `${p}`,
      rightA: true,
      rightB: true,
    }));
    expect(clusteredItemAccuracy(perfect)).toMatchObject({
      method: 'wilson-pairs',
      lower: expect.closeTo(0.7961166989641513, 10),
      upper: 1,
    });
    expect(clusteredItemAccuracy([])).toBeNull();
  });
});
