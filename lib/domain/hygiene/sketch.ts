/**
 * A picture in 3 kB, by which most pairs are told apart without opening either again. What it says is
 * never a guess: two pictures that differ by their sketches differ by their largest change, too.
 */
import { FINE, MAX_GAIN, MAX_SHIFT } from './local-change';

/** Windows per side. Each is 3 x 3 cells of the fine grid: one of those over which a change is averaged. */
const SIDE = FINE / 3;
/** What rounding to whole grey levels, of both pictures, can make of a change; and float32's own. */
const ROUNDING = 0.5 * (1 + MAX_GAIN) + 0.01;

/** What a sketch takes in memory, with its place in a list. */
export const SKETCH_BYTES = 3_800;

export interface Sketch {
  /** Mean of each window and channel, rounded. */
  cells: Uint8Array;
  /** Mean of all. */
  mean: number;
}

/** Of a fine grid. */
export function sketchOf(grid: Float32Array): Sketch {
  const cells = new Uint8Array(SIDE * SIDE * 3);
  let total = 0;
  for (let at = 0; at < cells.length; at += 1) {
    const window = Math.floor(at / 3);
    const top = Math.floor(window / SIDE) * 3;
    const left = (window % SIDE) * 3;
    let sum = 0;
    for (let y = top; y < top + 3; y += 1) {
      for (let x = left; x < left + 3; x += 1) sum += grid[(y * FINE + x) * 3 + (at % 3)]!;
    }
    cells[at] = Math.round(sum / 9);
    total += sum;
  }
  return { cells, mean: total / grid.length };
}

/**
 * Whether the largest change between the two pictures is more than `maxChange`, whatever common
 * brightness and contrast are taken off: each window leaves a range of contrasts at which it has not
 * changed, and no contrast is in all ranges. False says nothing.
 */
export function surelyDiffers(a: Sketch, b: Sketch, maxChange: number): boolean {
  const shift = Math.min(MAX_SHIFT, Math.max(-MAX_SHIFT, a.mean - b.mean));
  const level = b.mean + shift;
  const room = maxChange + ROUNDING;
  let low = 1 / MAX_GAIN;
  let high = MAX_GAIN;
  for (let at = 0; at < a.cells.length; at += 1) {
    const here = a.cells[at]! - level;
    const there = b.cells[at]! - b.mean;
    // Near the mean, contrast makes no difference.
    if (Math.abs(there) < 1) {
      if (Math.abs(here) > room + MAX_GAIN) return true;
      continue;
    }
    const one = (here - room) / there;
    const other = (here + room) / there;
    low = Math.max(low, Math.min(one, other));
    high = Math.min(high, Math.max(one, other));
    if (low > high) return true;
  }
  return false;
}
