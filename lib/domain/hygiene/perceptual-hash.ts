/**
 * DCT hash of a picture (C. Zauner, "Implementation and benchmarking of perceptual image hash
 * functions", 2010, section 3.2.1): luma on a 32 x 32 grid, the 8 x 8 lowest frequencies without the
 * constant ones, one bit each for being above their median.
 */
import { shrink, type Pixels } from './pixels';

const GRID = 32;
const SIDE = 8;

/** Rows of the cosine transform (type II) for frequencies 1 to SIDE. */
const COSINES = Array.from({ length: SIDE }, (_, k) =>
  Float64Array.from({ length: GRID }, (_unused, n) =>
    Math.cos((Math.PI * (2 * n + 1) * (k + 1)) / (2 * GRID)),
  ),
);

/** 64 bits as 16 hexadecimal digits. */
export function perceptualHash(image: Pixels): string {
  const cells = shrink(image, GRID, GRID);
  const grey = Float64Array.from(
    { length: GRID * GRID },
    (_, i) => 0.299 * cells[i * 3]! + 0.587 * cells[i * 3 + 1]! + 0.114 * cells[i * 3 + 2]!,
  );
  const values: number[] = [];
  for (const vertical of COSINES) {
    const columns = new Float64Array(GRID);
    for (let y = 0; y < GRID; y += 1) {
      for (let x = 0; x < GRID; x += 1) columns[x]! += vertical[y]! * grey[y * GRID + x]!;
    }
    for (const horizontal of COSINES) {
      values.push(columns.reduce((sum, value, x) => sum + value * horizontal[x]!, 0));
    }
  }
  const sorted = [...values].sort((a, b) => a - b);
  const median = (sorted[31]! + sorted[32]!) / 2;
  let digits = '';
  for (let at = 0; at < 64; at += 4) {
    const nibble = values
      .slice(at, at + 4)
      .reduce((bits, value) => bits * 2 + (value > median ? 1 : 0), 0);
    digits += nibble.toString(16);
  }
  return digits;
}

/** A hash as four numbers of 16 bits, which the index looks up. */
export type HashWords = readonly [number, number, number, number];

export function hashWords(hash: string): HashWords {
  if (!/^[0-9a-f]{16}$/.test(hash)) throw new RangeError(`Not a hash of 64 bits: "${hash}".`);
  const word = (at: number): number => Number.parseInt(hash.slice(at * 4, at * 4 + 4), 16);
  return [word(0), word(1), word(2), word(3)];
}

const BITS = Uint8Array.from({ length: 1 << 16 }, (_, value) => {
  let bits = 0;
  for (let rest = value; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
});

/** In how many of the 64 bits two hashes differ (Hamming 1950). */
export const hammingDistance = (a: HashWords, b: HashWords): number =>
  BITS[a[0] ^ b[0]]! + BITS[a[1] ^ b[1]]! + BITS[a[2] ^ b[2]]! + BITS[a[3] ^ b[3]]!;
