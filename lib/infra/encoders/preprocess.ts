/** Image pixels to the numbers that an encoder reads. Our own arithmetic: the same everywhere. */
import type { Preprocessing } from '@/lib/domain/encoders';
import type { RgbImage } from '../images/decode';

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

/** Whether this version computes the resize that a description asks for. */
export const canResize = (kind: Preprocessing['resize']['kind']): boolean => kind === 'box';

/**
 * float32 [3, crop, crop], normalised per channel, red first. `box` takes the centred square at
 * once, which is why shorter edge and crop are the same there.
 */
export function preprocess(image: RgbImage, steps: Preprocessing): Float32Array {
  const { resize, crop, mean, std } = steps;
  if (!canResize(resize.kind) || crop !== resize.shortestEdge) {
    throw new Error(
      `No ${resize.kind} resize to ${resize.shortestEdge} with a crop to ${crop} here.`,
    );
  }
  const bytes = boxResizeSquare(image, crop);
  const plane = crop * crop;
  const out = new Float32Array(plane * 3);
  for (let c = 0; c < 3; c += 1) {
    const [centre, spread] = [mean[c]!, std[c]!];
    for (let p = 0; p < plane; p += 1) {
      out[c * plane + p] = (bytes[p * 3 + c]! / 255 - centre) / spread;
    }
  }
  return out;
}
