import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from './rng';
import { isBetween, opensAfter, secondFrom, sessionMs, withheldFrom } from './study-sessions';
import { planTrials } from './trial-order';

const at = (time: string) => new Date(`2026-11-${time}:00Z`);

describe('two sessions', () => {
  it('have one item of every pair each, in whatever order', () => {
    const study = fc.record({
      pairs: fc.integer({ min: 1, max: 40 }),
      distance: fc.integer({ min: 1, max: 60 }),
      seed: fc.string({ maxLength: 8 }),
    });
    fc.assert(
      fc.property(study, ({ pairs, distance, seed }) => {
        const ids = Array.from({ length: pairs }, (_, n) => n);
        const trials = planTrials(ids, distance, createRng(seed));
        const from = secondFrom(trials.length, 24)!;
        const session = (first: number, last: number) =>
          trials.slice(first - 1, last).map(({ pairId }) => pairId);
        for (const half of [session(1, from - 1), session(from, trials.length)]) {
          expect(half.sort((a, b) => a - b)).toEqual(ids);
        }
      }),
    );
    expect(secondFrom(8, null)).toBeNull();
  });

  it('withhold the second half until it opens, and nothing where there is one session', () => {
    const [before, opens] = [at('28T09:59'), at('28T10:00')];
    const waiting = { secondFrom: 5, secondOpensAt: opens };
    expect(withheldFrom({ secondFrom: 5, secondOpensAt: null }, opens)).toBe(5);
    expect(withheldFrom(waiting, before)).toBe(5);
    expect(withheldFrom(waiting, opens)).toBeNull();
    expect(withheldFrom({ secondFrom: null, secondOpensAt: null }, opens)).toBeNull();
    expect([before, opens].map((now) => isBetween(waiting, now))).toEqual([true, false]);
    expect(isBetween({ secondOpensAt: null }, before)).toBe(false);
  });

  it('count the time of both and not that between, however long the rater stays away', () => {
    const startedAt = at('27T10:00');
    const secondOpensAt = opensAfter(at('27T10:20'), 24);
    expect(secondOpensAt).toEqual(at('28T10:20'));
    const minutes = (opened: Date | null, started: Date | null, now: Date) =>
      sessionMs(
        { startedAt, secondFrom: 5, secondOpensAt: opened, secondStartedAt: started },
        24,
        now,
      ) / 60_000;
    expect(minutes(null, null, at('27T10:15'))).toBe(15);
    expect(minutes(secondOpensAt, null, at('28T18:00'))).toBe(20);
    expect(minutes(secondOpensAt, at('29T08:00'), at('29T08:05'))).toBe(25);
  });
});
