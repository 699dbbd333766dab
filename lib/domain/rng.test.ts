import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng, fnv1a64, rngFromState, splitMix64 } from './rng';

describe('the seeded generator', () => {
  it('gives the output of the authors’ C reference from state 1, 2, 3, 4', () => {
    // xoshiro128starstar.c, https://prng.di.unimi.it/xoshiro128starstar.c
    const rng = rngFromState([1, 2, 3, 4]);
    expect(Array.from({ length: 10 }, () => rng.nextUint32())).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597,
      4258142804,
    ]);
  });

  it('gives the C reference’s output for a state with all bits in use', () => {
    // Verification data of github.com/edorfaus/xoshiro-6502 (test-rom/testdata.asm), made with the C code.
    const rng = rngFromState([0x964d4a0c, 0xd40ab895, 0xad7fdecb, 0x3006f0f0]);
    expect(Array.from({ length: 4 }, () => rng.nextUint32())).toEqual([
      0xf1391922, 0x6fe53806, 0xa5be2840, 0xf510ee70,
    ]);
  });

  it('seeds through SplitMix64 and FNV-1a as published', () => {
    // SplitMix64: https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64, seed 1234567.
    const next = splitMix64(1234567n);
    expect([next(), next(), next(), next(), next()]).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
    // FNV-1a 64: RFC 9923 and http://www.isthe.com/chongo/tech/comp/fnv/ test vectors.
    expect(fnv1a64('')).toBe(0xcbf29ce484222325n);
    expect(fnv1a64('a')).toBe(0xaf63dc4c8601ec8cn);
    expect(fnv1a64('foobar')).toBe(0x85944171f73967e8n);
  });

  it('repeats itself for one seed and differs for another', () => {
    const take = (seed: string) => {
      const rng = createRng(seed);
      return Array.from({ length: 8 }, () => rng.nextUint32());
    };
    expect(take('study 7')).toEqual(take('study 7'));
    expect(take('study 7')).not.toEqual(take('study 8'));
  });

  it('keeps every value in its range and every shuffle a permutation', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 1, max: 0x100000000 }),
        fc.array(fc.integer()),
        (seed, n, values) => {
          const rng = createRng(seed);
          const int = rng.nextInt(n);
          const float = rng.nextFloat();
          expect(Number.isInteger(int) && int >= 0 && int < n).toBe(true);
          expect(float >= 0 && float < 1).toBe(true);
          const order = (list: number[]) => [...list].sort((a, b) => a - b);
          expect(order(rng.shuffle(values))).toEqual(order(values));
        },
      ),
    );
  });

  it('draws each of six faces about equally often', () => {
    const rng = createRng('faces');
    const counts = new Array<number>(6).fill(0);
    for (let i = 0; i < 60_000; i += 1) counts[rng.nextInt(6)]! += 1;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    // 99.9 % point of chi-square with 5 degrees of freedom (any table): 20.515.
    expect(chiSquare).toBeLessThan(20.515);
  });

  it('refuses ranges and states that cannot work', () => {
    expect(() => createRng('x').nextInt(0)).toThrow(RangeError);
    expect(() => createRng('x').nextInt(1.5)).toThrow(RangeError);
    expect(() => rngFromState([0, 0, 0, 0])).toThrow(RangeError);
  });
});
