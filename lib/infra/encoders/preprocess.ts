/** Image pixels to the numbers that an encoder reads. Our own arithmetic: the same everywhere. */
import type { Preprocessing, Resize } from '@/lib/domain/encoders';
import type { RgbImage } from '../images/decode';
import { resample, type Part } from './resample';
import { resampleExact, type ExactImage } from './resample-exact';

/** The source pixels that one target pixel averages: `weights` from `first` on; they sum to 1. */
interface BoxWindow {
  first: number;
  weights: Float64Array;
}

function boxWindows(source: number, target: number): BoxWindow[] {
  const scale = source / target;
  return Array.from({ length: target }, (_, t) => {
    const from = t * scale;
    const to = from + scale;
    const first = Math.floor(from);
    // 1e-9 keeps a window that ends on a pixel's edge from touching the next pixel.
    const weights = Float64Array.from(
      { length: Math.ceil(to - 1e-9) - first },
      (__, k) => (Math.min(first + k + 1, to) - Math.max(first + k, from)) / scale,
    );
    return { first, weights };
  });
}

/**
 * The centred square of the image, box-filtered to size x size RGB bytes. Cropping first equals
 * resizing the shorter side and cropping after, up to one source pixel, and never stretches.
 * Rows first in float32, then columns, rounded at the end.
 */
export function boxResizeSquare(image: RgbImage, size: number): Uint8Array {
  const side = Math.min(image.width, image.height);
  if (side < 1) throw new RangeError('The image has no pixels.');
  const left = Math.floor((image.width - side) / 2);
  const top = Math.floor((image.height - side) / 2);
  const windows = boxWindows(side, size);
  const rows = new Float32Array(side * size * 3);
  for (let y = 0; y < side; y += 1) {
    const start = ((top + y) * image.width + left) * 3;
    for (let t = 0; t < size; t += 1) {
      let red = 0;
      let green = 0;
      let blue = 0;
      const { first, weights } = windows[t]!;
      for (let k = 0, p = start + first * 3; k < weights.length; k += 1, p += 3) {
        const weight = weights[k]!;
        red += image.data[p]! * weight;
        green += image.data[p + 1]! * weight;
        blue += image.data[p + 2]! * weight;
      }
      const o = (y * size + t) * 3;
      rows[o] = red;
      rows[o + 1] = green;
      rows[o + 2] = blue;
    }
  }
  const out = new Uint8Array(size * size * 3);
  const stride = size * 3;
  for (let t = 0; t < size; t += 1) {
    const { first, weights } = windows[t]!;
    for (let x = 0; x < stride; x += 1) {
      let value = 0;
      for (let k = 0, p = first * stride + x; k < weights.length; k += 1, p += stride) {
        value += rows[p]! * weights[k]!;
      }
      out[t * stride + x] = Math.round(value);
    }
  }
  return out;
}

/**
 * Width and height after the resize. The longer side is rounded down, as the reference image
 * processors do (transformers, `get_resize_output_image_size`).
 */
export function resizedSize(image: RgbImage, resize: Resize): { width: number; height: number } {
  if (!('shortestEdge' in resize)) return { width: resize.width, height: resize.height };
  const { shortestEdge } = resize;
  const long = (longer: number, shorter: number) => Math.trunc((shortestEdge * longer) / shorter);
  return image.width <= image.height
    ? { width: shortestEdge, height: long(image.height, image.width) }
    : { width: long(image.width, image.height), height: shortestEdge };
}

/** The centred square; of an odd remainder the larger part is cut at the right and at the bottom. */
const centre = (width: number, height: number, size: number): Part => ({
  left: Math.floor((width - size) / 2),
  top: Math.floor((height - size) / 2),
  width: size,
  height: size,
});

function cut({ data, width, height }: ExactImage, size: number): Float32Array {
  if (width === size && height === size) return data;
  const { left, top } = centre(width, height, size);
  const out = new Float32Array(size * size * 3);
  for (let y = 0; y < size; y += 1) {
    const start = ((top + y) * width + left) * 3;
    out.set(data.subarray(start, start + size * 3), y * size * 3);
  }
  return out;
}

/** The values from 0 to 255 that are normalised next, crop x crop RGB. */
export function processedValues(
  image: RgbImage,
  { resize, rounding, crop }: Preprocessing,
): RgbImage['data'] | Float32Array {
  // The box filter takes the centred square at once.
  if (resize.kind === 'box') return boxResizeSquare(image, crop);
  const { width, height } = resizedSize(image, resize);
  if (rounding === 'none') {
    return cut(resampleExact(image, width, height, resize.kind), crop);
  }
  return resample(image, width, height, resize.kind, centre(width, height, crop)).data;
}

/** float32 [3, crop, crop], normalised per channel, red first; written into `out` where it is given. */
export function preprocess(
  image: RgbImage,
  steps: Preprocessing,
  out = new Float32Array(steps.crop * steps.crop * 3),
): Float32Array {
  const { crop, mean, std } = steps;
  const values = processedValues(image, steps);
  const plane = crop * crop;
  for (let c = 0; c < 3; c += 1) {
    const normalised = (value: number) => (value / 255 - mean[c]!) / std[c]!;
    const at = out.subarray(c * plane, (c + 1) * plane);
    if (values instanceof Float32Array) {
      for (let p = 0; p < plane; p += 1) at[p] = normalised(values[p * 3 + c]!);
    } else {
      // A byte has 256 values: looked up, they are the same numbers.
      const table = Float32Array.from({ length: 256 }, (_, value) => normalised(value));
      for (let p = 0; p < plane; p += 1) at[p] = table[values[p * 3 + c]!]!;
    }
  }
  return out;
}
