/**
 * Finds the hashes within a few bits of another without comparing all (multi-index hashing: Norouzi,
 * Punjani and Fleet, "Fast search in Hamming space with multi-index hashing", CVPR 2012). Two hashes
 * of 64 bits that differ in at most r bits differ in at most r / 4 in one of their four words: only
 * the entries with such a word are looked at.
 */
import { hammingDistance, type HashWords } from './perceptual-hash';

/** With more, the lists of words to try outgrow what comparing all would cost. */
export const MAX_RADIUS = 11;

export class HashIndex {
  private readonly hashes: HashWords[] = [];
  private readonly tables = [0, 1, 2, 3].map(() => new Map<number, number[]>());
  private readonly flips: readonly number[];
  /** The question in which each entry was last met: one in two lists is compared once. */
  private readonly met: number[] = [];
  private asked = 0;
  /** Entries compared so far: what the index is there to keep small. */
  compared = 0;

  /** Throws RangeError unless the radius is an integer from 0 to MAX_RADIUS. */
  constructor(private readonly radius: number) {
    if (!Number.isInteger(radius) || radius < 0 || radius > MAX_RADIUS) {
      throw new RangeError(`The radius is an integer from 0 to ${MAX_RADIUS}, got ${radius}.`);
    }
    this.flips = flipsOf(Math.floor(radius / 4));
  }

  /** Adds a hash; entries are numbered 0, 1, 2, … in the order in which they were added. */
  add(hash: HashWords): number {
    const entry = this.hashes.push(hash) - 1;
    this.met.push(0);
    this.tables.forEach((table, at) => {
      const list = table.get(hash[at]!);
      if (list) list.push(entry);
      else table.set(hash[at]!, [entry]);
    });
    return entry;
  }

  /** Entries within the radius, nearest first, of equal ones the one added first; `most` of them. */
  near(hash: HashWords, most = Infinity): { entry: number; distance: number }[] {
    this.asked += 1;
    const found = Array.from({ length: this.radius + 1 }, (): number[] => []);
    this.tables.forEach((table, at) => {
      for (const flip of this.flips) {
        for (const entry of table.get(hash[at]! ^ flip) ?? []) {
          if (this.met[entry] === this.asked) continue;
          this.met[entry] = this.asked;
          this.compared += 1;
          found[hammingDistance(hash, this.hashes[entry]!)]?.push(entry);
        }
      }
    });
    const nearest: { entry: number; distance: number }[] = [];
    for (const [distance, entries] of found.entries()) {
      if (nearest.length === most) break;
      const inOrder = Int32Array.from(entries).sort();
      for (const entry of inOrder.subarray(0, most - nearest.length)) {
        nearest.push({ entry, distance });
      }
    }
    return nearest;
  }
}

/** All words of 16 bits with at most `bits` set. */
function flipsOf(bits: number): number[] {
  const flips = [0];
  for (let from = 0, round = 0; round < bits; round += 1) {
    const until = flips.length;
    for (; from < until; from += 1) {
      const low = flips[from]!;
      // Only bits above the highest one that is set, so that each word comes once.
      for (let bit = low === 0 ? 0 : 32 - Math.clz32(low); bit < 16; bit += 1) {
        flips.push(low | (1 << bit));
      }
    }
  }
  return flips;
}
