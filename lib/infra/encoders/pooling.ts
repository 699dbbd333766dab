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

/** Their mean, summed in float64. `at` says to which channel the k-th number belongs. */
function meanPerChannel(
  values: Float32Array,
  channels: number,
  at: (k: number) => number,
): Float32Array {
  const sums = new Float64Array(channels);
  values.forEach((value, k) => (sums[at(k)]! += value));
  return Float32Array.from(sums, (sum) => (sum * channels) / values.length);
}

/** One row per image, not normalised. */
export function pooled(
  given: Float32Array,
  pooling: Pooling,
  dimensions: number,
  grid: TokenGrid | undefined,
): Float32Array {
  switch (pooling) {
    case 'none':
      return given;
    case 'first':
      return given.subarray(0, dimensions);
    case 'mean': {
      if (!grid) throw new Error('The encoder has no patch tokens to average.');
      return meanPerChannel(patchTokens(given, grid), grid.channels, (k) => k % grid.channels);
    }
    case 'positions': {
      const places = given.length / dimensions;
      if (!Number.isInteger(places)) {
        throw new Error(`The encoder gave ${given.length} numbers instead of ${dimensions} maps.`);
      }
      return meanPerChannel(given, dimensions, (k) => Math.floor(k / places));
    }
  }
}
