import { describe, expect, it } from 'vitest';
import { createRng } from '@/lib/domain/rng';
import { HashIndex, MAX_RADIUS } from './hash-index';
import { hammingDistance, hashWords, type HashWords } from './perceptual-hash';

const rng = createRng('hashes');
const random = (): HashWords => [0, 0, 0, 0].map(() => rng.nextInt(1 << 16)) as never;

/** A hash with that many bits turned over. */
function flipped(hash: HashWords, bits: number): HashWords {
  const words = [...hash] as [number, number, number, number];
  const places = rng.shuffle(Array.from({ length: 64 }, (_, bit) => bit)).slice(0, bits);
  for (const bit of places) words[bit >> 4]! ^= 1 << (bit & 15);
  return words;
}

/** Counts differing bits as Hamming did, digit by digit. */
const slowDistance = (a: HashWords, b: HashWords): number =>
  a.reduce(
    (sum, word, k) => sum + [...(word ^ b[k]!).toString(2)].filter((bit) => bit === '1').length,
    0,
  );

describe('the index of hashes', () => {
  it('reads 16 hexadecimal digits and nothing else', () => {
    expect(hashWords('0001ffff00a0000f')).toEqual([1, 0xffff, 0xa0, 15]);
    for (const wrong of ['', '0001ffff00a0000', '0001FFFF00A0000F', 'x001ffff00a0000f']) {
      expect(() => hashWords(wrong)).toThrow(RangeError);
    }
  });

  it.each([0, 3, 4, 6, MAX_RADIUS])(
    'finds exactly what comparing all finds, within %i bits',
    (radius) => {
      const centres = Array.from({ length: 60 }, random);
      const hashes = centres.flatMap((hash) => [
        hash,
        ...Array.from({ length: 14 }, (_, bits) => flipped(hash, bits)),
      ]);
      const index = new HashIndex(radius);
      for (const hash of hashes) index.add(hash);
      let found = 0;
      for (const query of centres) {
        const all = hashes
          .map((hash, entry) => ({ entry, distance: slowDistance(query, hash) }))
          .filter(({ distance }) => distance <= radius)
          .sort((a, b) => a.distance - b.distance || a.entry - b.entry);
        expect(index.near(query)).toEqual(all);
        expect(index.near(query, 5)).toEqual(all.slice(0, 5));
        found += all.length;
      }
      expect(found).toBeGreaterThanOrEqual(60 * (Math.min(13, radius) + 1));
    },
  );

  it('compares a small part of all pairs', () => {
    const index = new HashIndex(6);
    const hashes = Array.from({ length: 20_000 }, random);
    for (const hash of hashes) {
      index.near(hash);
      index.add(hash);
    }
    expect(index.compared).toBeLessThan((20_000 * 19_999) / 2 / 500);
    expect(hammingDistance(hashes[0]!, flipped(hashes[0]!, 9))).toBe(9);
  });

  it('refuses a radius that it is not made for', () => {
    for (const radius of [-1, 1.5, MAX_RADIUS + 1]) {
      expect(() => new HashIndex(radius)).toThrow(RangeError);
    }
  });
});
