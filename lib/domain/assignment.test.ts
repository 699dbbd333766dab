import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leastCovered, pairsEach, placesOf } from './assignment';
import { createRng } from './rng';

/** A study in which everybody may see all pairs, and who is in it. */
class Seats {
  readonly raters = new Map<string, readonly number[]>();
  private next = 0;

  constructor(
    readonly size: { pairs: number; ratersWanted: number; pairsPerRater: number },
    readonly seed: string,
  ) {}

  get free(): number {
    return placesOf(this.size) - this.raters.size;
  }

  counts(): number[] {
    const counts = Array.from({ length: this.size.pairs }, () => 0);
    for (const own of this.raters.values()) for (const pair of own) counts[pair]! += 1;
    return counts;
  }

  begin(): readonly number[] {
    const label = `R${(this.next += 1)}`;
    const covered = this.counts().map((raters, pairId) => ({ pairId, raters }));
    const own = leastCovered(
      covered,
      this.size.pairsPerRater,
      createRng(`${this.seed}/pairs/${label}`),
    );
    this.raters.set(label, own);
    return own;
  }

  leave(at: number): void {
    const labels = [...this.raters.keys()];
    if (labels.length > 0) this.raters.delete(labels[at % labels.length]!);
  }

  fill(): void {
    while (this.free > 0) this.begin();
  }
}

const size = fc.integer({ min: 1, max: 25 }).chain((pairs) =>
  fc.record({
    pairs: fc.constant(pairs),
    ratersWanted: fc.integer({ min: 1, max: 6 }),
    pairsPerRater: fc.integer({ min: 1, max: pairs }),
  }),
);
/** Null begins, where a place is free; a number lets that one leave. */
const events = fc.array(fc.oneof(fc.constant(null), fc.nat(200)), { maxLength: 60 });

describe('sharing the pairs of a study among raters', () => {
  it('gives each pair the raters wanted once all places are taken, whoever left before', () => {
    fc.assert(
      fc.property(size, events, fc.string(), (study, happens, seed) => {
        const seats = new Seats(study, seed);
        for (const event of happens) {
          if (event !== null) seats.leave(event);
          else if (seats.free > 0) seats.begin();
        }
        seats.fill();
        const { pairs, ratersWanted, pairsPerRater } = study;
        const counts = seats.counts();
        expect(Math.min(...counts)).toBeGreaterThanOrEqual(ratersWanted);
        if ((pairs * ratersWanted) % pairsPerRater === 0) {
          expect(new Set(counts)).toEqual(new Set([ratersWanted]));
        }
      }),
    );
  });

  it('lets pairs differ by one rater at most while nobody leaves, and asks for no place too many', () => {
    fc.assert(
      fc.property(size, fc.string(), (study, seed) => {
        const seats = new Seats(study, seed);
        while (seats.free > 0) {
          // With a place to spare some pair still lacks a rater.
          expect(Math.min(...seats.counts())).toBeLessThan(study.ratersWanted);
          expect(new Set(seats.begin()).size).toBe(study.pairsPerRater);
          const counts = seats.counts();
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('draws ties: the same from the same seed, not always the first pairs, in their order', () => {
    const pairs = Array.from({ length: 30 }, (_, pairId) => ({ pairId, raters: pairId % 2 }));
    const draw = (seed: string) => leastCovered(pairs, 10, createRng(seed));
    const drawn = draw('one');
    expect(draw('one')).toEqual(drawn);
    expect(draw('two')).not.toEqual(drawn);
    expect(drawn.every((pairId) => pairId % 2 === 0)).toBe(true);
    expect([...drawn].sort((a, b) => a - b)).toEqual(drawn);
    expect(leastCovered(pairs, 40, createRng('one'))).toHaveLength(30);
  });

  it('asks for one place a rater where everybody rates all', () => {
    expect(placesOf({ pairs: 7, ratersWanted: 5, pairsPerRater: null })).toBe(5);
    expect(placesOf({ pairs: 500, ratersWanted: 12, pairsPerRater: 50 })).toBe(120);
    expect(placesOf({ pairs: 7, ratersWanted: 2, pairsPerRater: 4 })).toBe(4);
    // A draft may have no pair yet.
    expect(placesOf({ pairs: 0, ratersWanted: 5, pairsPerRater: 3 })).toBe(5);
    expect([pairsEach(7, null), pairsEach(7, 4), pairsEach(2, 4)]).toEqual([7, 4, 2]);
  });
});
