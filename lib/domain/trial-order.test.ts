import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from './rng';
import { feasibleDistance, planPractice, planScreens, planTrials } from './trial-order';

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
            expect(position - before).toBeGreaterThanOrEqual(
              Math.max(1, Math.min(distance, Math.floor(pairs * 0.75))),
            );
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

  it('never repeats the first half as the second when more is asked than the pairs allow', () => {
    expect([1, 2, 4, 15, 20, 27].map((pairs) => feasibleDistance(pairs, 20))).toEqual([
      1, 1, 3, 11, 15, 20,
    ]);
    // With a quarter of 12 pairs left to chance a pair keeps its place for one rater in about four.
    const raters = 400;
    let same = 0;
    for (let rater = 0; rater < raters; rater++) {
      const order = plan(12, 20, `raters/${rater}`).map((trial) => trial.pairId);
      same += order.slice(12).filter((pairId, at) => pairId === order[at]).length;
      expect(order.slice(12)).not.toEqual(order.slice(0, 12));
    }
    expect(same / (12 * raters)).toBeLessThan(0.35);
  });

  it('practises one item of each pair, so that nobody learns that questions come back', () => {
    fc.assert(
      fc.property(study, ({ pairs, seed }) => {
        const ids = Array.from({ length: pairs }, (_, i) => i);
        const trials = planPractice(ids, createRng(seed));
        expect(trials.map((trial) => trial.pairId).sort((a, b) => a - b)).toEqual(ids);
        const a = trials.filter((trial) => trial.side === 'A').length;
        expect(Math.abs(2 * a - pairs)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('plans nothing for no pair', () => {
    expect(plan(0, 20, 's')).toEqual([]);
  });
});

describe('the order of a rater’s screens with both images of a pair', () => {
  const screens = (pairs: number, seed: string) =>
    planScreens(
      Array.from({ length: pairs }, (_, i) => i),
      createRng(seed),
    );
  const two = fc.record({
    pairs: fc.integer({ min: 1, max: 60 }),
    seed: fc.string({ maxLength: 12 }),
  });

  it('shows every pair once, both items next to each other with the options in the same order', () => {
    fc.assert(
      fc.property(two, ({ pairs, seed }) => {
        const trials = screens(pairs, seed);
        expect(trials).toHaveLength(2 * pairs);
        expect(new Set(trials.map(({ pairId }) => pairId)).size).toBe(pairs);
        for (let at = 0; at < trials.length; at += 2) {
          const [left, right] = [trials[at]!, trials[at + 1]!];
          expect(right).toEqual({ ...left, side: left.side === 'A' ? 'B' : 'A' });
        }
      }),
    );
  });

  it('has A on the left on half of the screens and swaps the options on half, by the seed alone', () => {
    fc.assert(
      fc.property(two, ({ pairs, seed }) => {
        const trials = screens(pairs, seed);
        const left = trials.filter((_, at) => at % 2 === 0);
        const aLeft = left.filter(({ side }) => side === 'A').length;
        const swapped = left.filter(({ optionsSwapped }) => optionsSwapped).length;
        expect(Math.abs(2 * aLeft - pairs)).toBeLessThanOrEqual(1);
        expect(Math.abs(2 * swapped - pairs)).toBeLessThanOrEqual(1);
        expect(screens(pairs, seed)).toEqual(trials);
      }),
    );
    const orders = Array.from({ length: 20 }, (_, rater) =>
      JSON.stringify(screens(12, `raters/R${rater}`)),
    );
    expect(new Set(orders).size).toBe(20);
  });

  it('puts A of a given pair on the left for half of the raters, whatever the options', () => {
    const counts = { left: 0, both: 0 };
    const raters = 2000;
    for (let rater = 0; rater < raters; rater += 1) {
      const first = screens(5, `s/raters/${rater}`).find(({ pairId }) => pairId === 0)!;
      if (first.side === 'A') counts.left += 1;
      if (first.side === 'A' && first.optionsSwapped) counts.both += 1;
    }
    // Five standard errors of a half and of a quarter.
    expect(Math.abs(counts.left / raters - 1 / 2)).toBeLessThan(0.056);
    expect(Math.abs(counts.both / raters - 1 / 4)).toBeLessThan(0.049);
  });
});
