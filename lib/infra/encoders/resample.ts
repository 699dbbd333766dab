/**
 * Resizing as Pillow does it, to the bit: published encoders were trained and evaluated on pixels
 * that Pillow made, and libvips makes others.
 *
 * Follows Pillow's documented filters (Pillow handbook, "Filters") and its 8-bit arithmetic: the
 * filter's support grows with the reduction (antialiasing), weights are normalised in float64 and
 * rounded to 22 fractional bits, rows are filtered first and rounded to bytes, columns after.
 */
import type { RgbImage } from '../images/decode';

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
interface Windows {
  first: Int32Array;
  count: Int32Array;
  /** `stride` weights per target pixel, scaled by 2^PRECISION. */
  weights: Int32Array;
  stride: number;
}

const WINDOWS_KEPT = 64;
const windowsBySize = new Map<string, Windows>();

/** Windows depend on sizes alone, and the images of a corpus share few of them. */
function windows(source: number, target: number, resampling: Resampling): Windows {
  const key = `${source}:${target}:${resampling}`;
  const known = windowsBySize.get(key);
  if (known) return known;
  if (windowsBySize.size >= WINDOWS_KEPT) windowsBySize.clear();
  const made = rounded(exactWindows(source, target, resampling));
  windowsBySize.set(key, made);
  return made;
}

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

const byte = (sum: number): number => {
  const value = sum >> PRECISION;
  return value < 0 ? 0 : value > 255 ? 255 : value;
};

/** `width` x `height` RGB bytes. A side that keeps its length is not filtered. */
export function resample(
  image: RgbImage,
  width: number,
  height: number,
  resampling: Resampling,
): RgbImage {
  for (const side of [image.width, image.height, width, height]) {
    if (!Number.isInteger(side) || side < 1)
      throw new RangeError('An image side must be at least 1 pixel.');
  }
  const wide =
    width === image.width
      ? image
      : filterRows(image, windows(image.width, width, resampling), width);
  return height === wide.height
    ? wide
    : filterColumns(wide, windows(image.height, height, resampling), height);
}

function filterRows({ data, width: from, height }: RgbImage, w: Windows, width: number): RgbImage {
  const out = new Uint8Array(width * height * 3);
  let o = 0;
  for (let y = 0; y < height; y += 1) {
    const row = y * from;
    for (let t = 0; t < width; t += 1, o += 3) {
      let p = (row + w.first[t]!) * 3;
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      for (let k = t * w.stride, end = k + w.count[t]!; k < end; k += 1, p += 3) {
        const weight = w.weights[k]!;
        red += data[p]! * weight;
        green += data[p + 1]! * weight;
        blue += data[p + 2]! * weight;
      }
      out[o] = byte(red);
      out[o + 1] = byte(green);
      out[o + 2] = byte(blue);
    }
  }
  return { data: out, width, height };
}

/** A row of sums at a time, so that memory is read along the rows. */
function filterColumns({ data, width }: RgbImage, w: Windows, height: number): RgbImage {
  const length = width * 3;
  const out = new Uint8Array(length * height);
  const sums = new Int32Array(length);
  for (let t = 0; t < height; t += 1) {
    sums.fill(HALF);
    let p = w.first[t]! * length;
    for (let k = t * w.stride, end = k + w.count[t]!; k < end; k += 1) {
      const weight = w.weights[k]!;
      for (let x = 0; x < length; x += 1, p += 1) sums[x] = sums[x]! + data[p]! * weight;
    }
    const o = t * length;
    for (let x = 0; x < length; x += 1) out[o + x] = byte(sums[x]!);
  }
  return { data: out, width, height };
}
