/**
 * Resizing as Pillow does it, to the bit: published encoders were trained and evaluated on pixels
 * that Pillow made, and libvips makes others.
 *
 * Follows Pillow's documented filters (Pillow handbook, "Filters") and its 8-bit arithmetic: the
 * filter's support grows with the reduction (antialiasing), weights are normalised in float64 and
 * rounded to 22 fractional bits, rows are filtered first and rounded to bytes, columns after.
 */
import type { RgbImage } from '../images/decode';
import { BytesCache } from './bytes-cache';
import { filterWithVectors } from './resample-simd';

export type Resampling = 'box' | 'bilinear' | 'bicubic' | 'lanczos';

interface Filter {
  /** Radius in target pixels where nothing is reduced. */
  support: number;
  weight: (x: number) => number;
}

/** Coefficient of the cubic; Pillow, like PyTorch's antialiased resize, uses Catmull-Rom's. */
const A = -0.5;

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

const FILTERS: Readonly<Record<Resampling, Filter>> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: {
    support: 2,
    weight: (signed) => {
      const x = Math.abs(signed);
      if (x < 1) return ((A + 2) * x - (A + 3)) * x * x + 1;
      if (x < 2) return (((x - 5) * x + 8) * x - 4) * A;
      return 0;
    },
  },
  lanczos: { support: 3, weight: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** 8 bits of value, 2 of head room for weights above 1, the sign: what is left of 32. */
const PRECISION = 22;
const HALF = 1 << (PRECISION - 1);

/** For each target pixel the source pixels it weighs: `count[t]` from `first[t]` on. */
export interface Windows {
  first: Int32Array;
  count: Int32Array;
  /** `stride` weights per target pixel, scaled by 2^PRECISION. */
  weights: Int32Array;
  stride: number;
}

/**
 * Bytes on each thread: some hundred usual ones of a few kilobytes. Those of a large image or of a strip
 * take up to a hundred megabytes.
 */
const WINDOWS_BYTES = 8 * 2 ** 20;
const windowsBySize = new BytesCache<Windows>(
  WINDOWS_BYTES,
  ({ first, count, weights }) => first.byteLength + count.byteLength + weights.byteLength,
);

/** Windows depend on sizes alone, and the images of a corpus share few of them. */
export const windows = (source: number, target: number, resampling: Resampling): Windows =>
  windowsBySize.get(`${source}:${target}:${resampling}`, () =>
    rounded(exactWindows(source, target, resampling)),
  );

/** The same, not rounded: `weights` sum to 1 in each window. */
export interface ExactWindows {
  first: Int32Array;
  count: Int32Array;
  weights: Float64Array;
  stride: number;
}

export function exactWindows(source: number, target: number, resampling: Resampling): ExactWindows {
  const filter = FILTERS[resampling];
  const scale = source / target;
  const stretch = Math.max(1, scale);
  const support = filter.support * stretch;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(target);
  const count = new Int32Array(target);
  const weights = new Float64Array(target * stride);
  for (let t = 0; t < target; t += 1) {
    const centre = (t + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - support + 0.5));
    const to = Math.min(source, Math.trunc(centre + support + 0.5));
    const row = Float64Array.from({ length: to - from }, (_, k) =>
      filter.weight((k + from - centre + 0.5) / stretch),
    );
    const sum = row.reduce((total, weight) => total + weight, 0);
    row.forEach((weight, k) => (weights[t * stride + k] = sum === 0 ? weight : weight / sum));
    first[t] = from;
    count[t] = to - from;
  }
  return { first, count, weights, stride };
}

function rounded(exact: ExactWindows): Windows {
  const weights = Int32Array.from(exact.weights, (weight) => {
    const scaled = weight * (1 << PRECISION);
    return Math.trunc(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
  });
  return { ...exact, weights };
}

/** A part of the resized image, in its pixels. */
export interface Part {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * RGB bytes of the image resized to `width` x `height`, or of a part of that: what is thrown away
 * after is not computed. A side that keeps its length is not filtered.
 */
export function resample(
  image: RgbImage,
  width: number,
  height: number,
  resampling: Resampling,
  part: Part = { left: 0, top: 0, width, height },
): RgbImage {
  for (const side of [image.width, image.height, width, height, part.width, part.height]) {
    if (!Number.isInteger(side) || side < 1)
      throw new RangeError('An image side must be at least 1 pixel.');
  }
  const across = width === image.width ? undefined : windows(image.width, width, resampling);
  const down = height === image.height ? undefined : windows(image.height, height, resampling);
  const data = filterWithVectors(image, across, down, part) ?? filter(image, across, down, part);
  return { data, width: part.width, height: part.height };
}

/** What `filterWithVectors` does, for runtimes without vectors and very large images. */
export function filter(
  image: RgbImage,
  across: Windows | undefined,
  down: Windows | undefined,
  part: Part,
): Uint8ClampedArray {
  const last = part.top + part.height - 1;
  const from = down ? down.first[part.top]! : part.top;
  const to = down ? down.first[last]! + down.count[last]! : last + 1;
  const rows = across
    ? filterRows(image, across, { ...part, top: from, height: to - from })
    : cutRows(image, { ...part, top: from, height: to - from });
  return down ? filterColumns(rows, from, down, part) : rows;
}

function cutRows({ data, width }: RgbImage, part: Part): Uint8ClampedArray {
  const out = new Uint8ClampedArray(part.width * part.height * 3);
  for (let y = 0; y < part.height; y += 1) {
    const start = ((part.top + y) * width + part.left) * 3;
    out.set(data.subarray(start, start + part.width * 3), y * part.width * 3);
  }
  return out;
}

/**
 * `part`: of the image with its rows filtered. Sums stay below 2^31, since the weights of a window sum
 * to 2^PRECISION and their magnitudes to less than twice that; said with `| 0` and `imul`, the compiler
 * keeps them in integers. The array clamps them to bytes.
 */
function filterRows({ data, width }: RgbImage, w: Windows, part: Part): Uint8ClampedArray {
  const { first, count, weights, stride } = w;
  const out = new Uint8ClampedArray(part.width * part.height * 3);
  const right = part.left + part.width;
  let o = 0;
  for (let y = part.top; y < part.top + part.height; y += 1) {
    const row = y * width;
    for (let t = part.left; t < right; t += 1, o += 3) {
      let p = (row + first[t]!) * 3;
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let k = t * stride, end = k + count[t]!; k < end; k += 1, p += 3) {
        const weight = weights[k]!;
        red = (red + Math.imul(data[p]!, weight)) | 0;
        green = (green + Math.imul(data[p + 1]!, weight)) | 0;
        blue = (blue + Math.imul(data[p + 2]!, weight)) | 0;
      }
      out[o] = red >> PRECISION;
      out[o + 1] = green >> PRECISION;
      out[o + 2] = blue >> PRECISION;
    }
  }
  return out;
}

/** A row of sums at a time, so that memory is read along the rows, and four rows at once. */
function filterColumns(
  data: Uint8ClampedArray,
  from: number,
  { first, count, weights, stride }: Windows,
  { top, width, height }: Part,
): Uint8ClampedArray {
  const length = width * 3;
  const out = new Uint8ClampedArray(length * height);
  const sums = new Int32Array(length);
  for (let t = top, o = 0; t < top + height; t += 1, o += length) {
    sums.fill(HALF);
    let p = (first[t]! - from) * length;
    let k = t * stride;
    const end = k + count[t]!;
    for (; k + 4 <= end; k += 4, p += 4 * length) {
      const [a, b, c, d] = [weights[k]!, weights[k + 1]!, weights[k + 2]!, weights[k + 3]!];
      const [q, r, s] = [p + length, p + 2 * length, p + 3 * length];
      for (let x = 0; x < length; x += 1) {
        const upper = Math.imul(data[p + x]!, a) + Math.imul(data[q + x]!, b);
        const lower = Math.imul(data[r + x]!, c) + Math.imul(data[s + x]!, d);
        sums[x] = (sums[x]! + upper + lower) | 0;
      }
    }
    for (; k < end; k += 1, p += length) {
      const weight = weights[k]!;
      for (let x = 0; x < length; x += 1) {
        sums[x] = (sums[x]! + Math.imul(data[p + x]!, weight)) | 0;
      }
    }
    for (let x = 0; x < length; x += 1) out[o + x] = sums[x]! >> PRECISION;
  }
  return out;
}
