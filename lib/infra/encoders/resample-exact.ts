/**
 * Resizing without rounding to bytes, as PyTorch's antialiased interpolation of float images does it:
 * Pillow's filters with exact weights, columns of a row first.
 */
import type { RgbImage } from '../images/decode';
import { exactWindows, type Resampling } from './resample';

/** Values from 0 to 255, row-major, 3 per pixel. */
export interface ExactImage {
  data: Float32Array;
  width: number;
  height: number;
}

export function resampleExact(
  image: RgbImage,
  width: number,
  height: number,
  resampling: Resampling,
): ExactImage {
  const across = exactWindows(image.width, width, resampling);
  const rows = new Float32Array(width * image.height * 3);
  for (let y = 0, o = 0; y < image.height; y += 1) {
    for (let t = 0; t < width; t += 1, o += 3) {
      for (let k = 0; k < across.count[t]!; k += 1) {
        const weight = across.weights[t * across.stride + k]!;
        const p = (y * image.width + across.first[t]! + k) * 3;
        for (let c = 0; c < 3; c += 1) rows[o + c]! += image.data[p + c]! * weight;
      }
    }
  }
  const down = exactWindows(image.height, height, resampling);
  const stride = width * 3;
  const data = new Float32Array(stride * height);
  for (let t = 0; t < height; t += 1) {
    for (let k = 0; k < down.count[t]!; k += 1) {
      const weight = down.weights[t * down.stride + k]!;
      const p = (down.first[t]! + k) * stride;
      for (let x = 0; x < stride; x += 1) data[t * stride + x]! += rows[p + x]! * weight;
    }
  }
  return { data, width, height };
}
