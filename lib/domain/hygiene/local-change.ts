/**
 * Whether two pictures with nearly the same hash are the same picture. A hash of 64 bits keeps the
 * coarse layout only, and pictures that differ in one small detail are what is mined here; so a second
 * look asks for the largest change anywhere.
 */
import { shrink, type Pixels } from './pixels';

/** Cells per side: of a photograph of 512 pixels, 5 pixels each. */
export const FINE = 96;
/** How strongly an exposure may differ and still be the same picture: a third of a stop. */
export const MAX_GAIN = 2 ** (1 / 3);
/** How far the mean brightness may be off: day and night are two pictures. */
export const MAX_SHIFT = 32;

/** A picture on a grid, as largestChange compares it. */
export const fineGrid = (image: Pixels): Float32Array => shrink(image, FINE, FINE);

/**
 * The largest difference between two pictures, 0 to 255, averaged over 3 x 3 cells so that grain and
 * compression even out, after the best common brightness and contrast have been taken off (least
 * squares over all channels).
 */
export function largestChange(a: Float32Array, b: Float32Array): number {
  const { gain, offset } = bestFit(a, b);
  const change = new Float32Array(FINE * FINE * 3);
  for (let i = 0; i < change.length; i += 1) change[i] = a[i]! - (gain * b[i]! + offset);
  let largest = 0;
  for (let y = 1; y < FINE - 1; y += 1) {
    for (let x = 1; x < FINE - 1; x += 1) {
      for (let c = 0; c < 3; c += 1)
        largest = Math.max(largest, Math.abs(meanAround(change, x, y, c)));
    }
  }
  return largest;
}

function meanAround(cells: Float32Array, x: number, y: number, channel: number): number {
  let sum = 0;
  for (let row = y - 1; row <= y + 1; row += 1) {
    for (let column = x - 1; column <= x + 1; column += 1) {
      sum += cells[(row * FINE + column) * 3 + channel]!;
    }
  }
  return sum / 9;
}

/** a = gain * b + offset, by least squares. */
function bestFit(a: Float32Array, b: Float32Array): { gain: number; offset: number } {
  const n = a.length;
  let [sumA, sumB] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    sumA += a[i]!;
    sumB += b[i]!;
  }
  const [meanA, meanB] = [sumA / n, sumB / n];
  let [together, alone] = [0, 0];
  for (let i = 0; i < n; i += 1) {
    together += (a[i]! - meanA) * (b[i]! - meanB);
    alone += (b[i]! - meanB) ** 2;
  }
  const free = alone === 0 ? 1 : together / alone;
  const gain = Math.min(MAX_GAIN, Math.max(1 / MAX_GAIN, free));
  const shift = Math.min(MAX_SHIFT, Math.max(-MAX_SHIFT, meanA - meanB));
  return { gain, offset: meanB + shift - gain * meanB };
}
