import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from './rng';
import { feasibleDistance, planTrials } from './trial-order';

const study = fc.record({
  pairs: fc.integer({ min: 1, max: 60 }),
  distance: fc.integer({ min: 1, max: 80 }),
  seed: fc.string({ maxLength: 12 }),
});

const plan = (pairs: number, distance: number, seed: string) =>
  planTrials(
    Array.from({ length: pairs }, (_, i) => i),
    distance,
    createRng(seed),
  );

describe('the order of a rater’s trials', () => {
  it('shows every item exactly once', () => {
    fc.assert(
      fc.property(study, ({ pairs, distance, seed }) => {
        const items = plan(pairs, distance, seed).map((trial) => `${trial.pairId}${trial.side}`);
        expect(items).toHaveLength(2 * pairs);
        expect(new Set(items).size).toBe(2 * pairs);
      }),
    );
  });

  it('keeps the two items of a pair as far apart as asked, or as n pairs allow', () => {
    fc.assert(
      fc.property(study, ({ pairs, distance, seed }) => {
        const seen = new Map<number, number>();
        plan(pairs, distance, seed).forEach((trial, position) => {
          const before = seen.get(trial.pairId);
          if (before !== undefined) {
            expect(position - before).toBeGreaterThanOrEqual(Math.min(distance, pairs));
          }
          seen.set(trial.pairId, position);
        });
      }),
    );
  });

  it('shows side A first for half of the pairs and swaps the options of half of the items', () => {
    fc.assert(
      fc.property(study, ({ pairs, distance, seed }) => {
        const trials = plan(pairs, distance, seed);
        const aFirst = trials.slice(0, pairs).filter((trial) => trial.side === 'A').length;
        expect(Math.abs(2 * aFirst - pairs)).toBeLessThanOrEqual(1);
        expect(trials.filter((trial) => trial.optionsSwapped)).toHaveLength(pairs);
      }),
    );
  });

  it('is the same again from the same seed, and another one from another seed', () => {
    fc.assert(
      fc.property(study, ({ pairs, distance, seed }) => {
        expect(plan(pairs, distance, seed)).toEqual(plan(pairs, distance, seed));
      }),
    );
    expect(plan(40, 20, 'one')).not.toEqual(plan(40, 20, 'two'));
  });

  it('draws every admissible second half equally often (3 pairs, distance 2: 4 of 6 orders)', () => {
    // By hand, with the first half 0 1 2: pair i may take place j when j >= i - 1. Of the six orders
    // 2 0 1 and 2 1 0 put pair 2 at place 0 and fall away. 4,000 draws, 1,000 expected each; the
    // chi-squared statistic with 3 degrees of freedom is below 16.27 with probability 0.999.
    const counts = new Map<string, number>();
    for (let i = 0; i < 4000; i++) {
      const trials = plan(3, 2, `seed ${i}`);
      const place = new Map(trials.slice(0, 3).map((trial, at) => [trial.pairId, at]));
      const order = trials.slice(3).map((trial) => place.get(trial.pairId));
      counts.set(order.join(' '), (counts.get(order.join(' ')) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['0 1 2', '0 2 1', '1 0 2', '1 2 0']);
    const chi2 = [...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0);
    expect(chi2).toBeLessThan(16.27);
  });

  it('reaches the greatest distance possible when more is asked than n pairs allow', () => {
    expect(feasibleDistance(5, 20)).toBe(5);
    const order = plan(5, 20, 's').map((trial) => trial.pairId);
    expect(order.slice(5)).toEqual(order.slice(0, 5));
  });

  it('plans nothing for no pair', () => {
    expect(plan(0, 20, 's')).toEqual([]);
  });
});
