/** From what an image tower gives to one embedding and to the patch tokens. */
import type { Pooling, TokenGrid } from '@/lib/domain/encoders';

/** The patch tokens, rows x columns x channels, of all tokens of one image. */
export function patchTokens(given: Float32Array, grid: TokenGrid): Float32Array {
  const { before, rows, columns, channels } = grid;
  const expected = (before + rows * columns) * channels;
  if (given.length !== expected) {
    throw new Error(`The encoder gave ${given.length} numbers instead of a grid of ${expected}.`);
  }
  return given.subarray(before * channels);
}

/** One row per image, not normalised; the mean is summed in float64. */
export function pooled(given: Float32Array, pooling: Pooling, grid: TokenGrid): Float32Array {
  const { channels } = grid;
  switch (pooling) {
    case 'none':
      return given;
    case 'first':
      return given.subarray(0, channels);
    case 'mean': {
      const patches = patchTokens(given, grid);
      const sums = new Float64Array(channels);
      patches.forEach((value, k) => (sums[k % channels]! += value));
      return Float32Array.from(sums, (sum) => (sum * channels) / patches.length);
    }
  }
}
