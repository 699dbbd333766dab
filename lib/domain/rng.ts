/**
 * Seeded, deterministic randomness for whatever a stored seed decides: orders, keys, bootstrap draws.
 * Generator: xoshiro128** 1.1 (Blackman and Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47, 2021; doi 10.1145/3460772). A text seed is hashed with FNV-1a (64 bit)
 * and spread over the state by SplitMix64, as the authors advise. Not for secrets.
 */

const MASK_64 = 0xffffffffffffffffn;
const TWO_32 = 0x100000000;

export type RngState = readonly [number, number, number, number];

export interface SeededRng {
  /** An integer in [0, 2^32). */
  nextUint32(): number;
  /** A number in [0, 1) with 53 random bits. */
  nextFloat(): number;
  /** An unbiased integer in [0, n). Throws RangeError unless n is an integer in [1, 2^32]. */
  nextInt(n: number): number;
  /** A shuffled copy (Fisher and Yates). */
  shuffle<T>(values: readonly T[]): T[];
}

/** A generator for a text seed. Independent streams of one study: `createRng(seed + '/raters')`. */
export function createRng(seed: string): SeededRng {
  const next = splitMix64(fnv1a64(seed));
  const low = next();
  const high = next();
  return rngFromState([
    Number(low & 0xffffffffn),
    Number(low >> 32n),
    Number(high & 0xffffffffn),
    Number(high >> 32n),
  ]);
}

/** A generator from its raw state; throws RangeError for the all-zero state, which never moves. */
export function rngFromState(state: RngState): SeededRng {
  let [s0, s1, s2, s3] = state.map((word) => word | 0) as [number, number, number, number];
  if ((s0 | s1 | s2 | s3) === 0)
    throw new RangeError('The state of a generator must not be all zero.');

  const nextUint32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = rotateLeft(s3, 11);
    return result;
  };
  const nextInt = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > TWO_32) {
      throw new RangeError(`nextInt needs an integer from 1 to 2^32, got ${n}.`);
    }
    // Above 2^21 the product below would not fit a double's 53 bits; reject the uneven tail instead.
    if (n > 0x200000) {
      const limit = TWO_32 - (TWO_32 % n);
      for (;;) {
        const value = nextUint32();
        if (value < limit) return value % n;
      }
    }
    // Lemire, "Fast random integer generation in an interval" (ACM TOMACS 29, 2019).
    for (;;) {
      const product = nextUint32() * n;
      const high = Math.floor(product / TWO_32);
      const low = product - high * TWO_32;
      if (low >= n || low >= (TWO_32 - n) % n) return high;
    }
  };
  return {
    nextUint32,
    nextInt,
    nextFloat: () => ((nextUint32() >>> 5) * 0x4000000 + (nextUint32() >>> 6)) / 0x20000000000000,
    shuffle: <T>(values: readonly T[]): T[] => {
      const copy = [...values];
      for (let i = copy.length - 1; i > 0; i -= 1) {
        const j = nextInt(i + 1);
        const held = copy[i] as T;
        copy[i] = copy[j] as T;
        copy[j] = held;
      }
      return copy;
    },
  };
}

/** SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): a function giving the next 64-bit output. */
export function splitMix64(seed: bigint): () => bigint {
  let state = seed & MASK_64;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK_64;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
    return z ^ (z >> 31n);
  };
}

/** FNV-1a, 64 bit, over the UTF-8 bytes of a text (RFC 9923). */
export function fnv1a64(text: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & MASK_64;
  }
  return hash;
}

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));
