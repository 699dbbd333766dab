/** From rows to short codes of whole numbers, such that close rows have codes with a large product. */
import type { UnitRows } from '@/lib/domain/mining/rows';
import { pointError, projectionError, type ProjectionError } from './bound';
import { seeded, spreadContraction, type Matrix, type Products } from './basis';
import { ZERO_POINT } from './join-graph';

/**
 * Left codes hold -63..63, shifted to u8 1..127. More would overflow where a processor adds two
 * u8 x s8 products in 16 bits: 2 * 127 * 128 = 32,512 still fits.
 */
const LEFT_MOST = 63;
/** Right codes use all of s8, with half the step: a quarter of the error's square. */
const RIGHT_MOST = 126;
/** What is further out than this many standard deviations is moved there. */
const DEVIATIONS = 4;
/** Rows that the codebook is fitted to, and as many others that it is measured on. */
const SAMPLE = 3072;
/** Columns of right codes that lie together. */
export const BLOCK = 512;

export interface Codebook {
  dimensions: number;
  /** Bytes of a code: coordinates, the tail, digits of the norm, and the rest of the norm. */
  width: number;
  coordinates: number;
  digits: number;
  /** dimensions x (coordinates + 1): the contraction and, as last column, the centre. */
  projection: Matrix;
  /** The contraction of the centre, and the centre's squared length, in float64. */
  shift: Float64Array;
  centreSquared: number;
  tailCentre: number;
  step: number;
  error: ProjectionError;
}

/** Codes of all rows; the memory is shared between threads. */
export interface Codes {
  /** Row-major. */
  left: Uint8Array;
  /** In blocks of BLOCK rows, each transposed: width x rows of the block. */
  right: Int8Array;
  /** Squared length of the left code. */
  norms: Int32Array;
  /** Largest distance between a row's true point and what its left, and its right code stands for. */
  leftErrors: Float32Array;
  rightErrors: Float32Array;
}

export function allocateCodes(count: number, width: number): Codes {
  const shared = (bytes: number) => new SharedArrayBuffer(Math.max(8, bytes));
  return {
    left: new Uint8Array(shared(count * width), 0, count * width),
    right: new Int8Array(shared(count * width), 0, count * width),
    norms: new Int32Array(shared(4 * count), 0, count),
    leftErrors: new Float32Array(shared(4 * count), 0, count),
    rightErrors: new Float32Array(shared(4 * count), 0, count),
  };
}

/**
 * Rows drawn without order, so that neighbours in the corpus do not decide: to fit to, and others to
 * measure on, as directions suit the rows that they come from better than any other. Copies.
 */
export function sampleRows({ data, count, dimensions }: UnitRows): { fit: Matrix; test: Matrix } {
  const rows = Math.min(count, 2 * SAMPLE);
  const random = seeded(3);
  const order = Array.from({ length: count }, (_, i) => i);
  const sample = new Float32Array(rows * dimensions);
  for (let i = 0; i < rows; i += 1) {
    const at = i + Math.floor(random() * (count - i));
    const row = order[at]!;
    order[at] = order[i]!;
    sample.set(data.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  }
  const half = Math.ceil(rows / 2);
  const part = (from: number, to: number): Matrix => ({
    data: sample.subarray(from * dimensions, to * dimensions),
    rows: to - from,
    columns: dimensions,
  });
  return { fit: part(0, half), test: part(half, rows) };
}

export function meanOf({ data, rows, columns }: Matrix): Float32Array {
  const sums = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i += 1) {
    for (let k = 0; k < columns; k += 1, at += 1) sums[k]! += data[at]!;
  }
  return Float32Array.from(sums, (sum) => sum / Math.max(1, rows));
}

export function minusRow({ data, rows, columns }: Matrix, row: Float32Array): Matrix {
  const centred = new Float32Array(data.length);
  for (let from = 0; from < data.length; from += columns) {
    for (let k = 0; k < columns; k += 1) centred[from + k] = data[from + k]! - row[k]!;
  }
  return { data: centred, rows, columns };
}

/** Fits step, tail and digits to the sample. `basis` holds leading directions as columns. */
export async function makeCodebook(
  products: Products,
  sample: Matrix,
  centre: Float32Array,
  basis: Matrix,
  width: number,
  longestRow: number,
): Promise<Codebook> {
  const dimensions = sample.columns;
  // Two digits are usual; how many are needed is known once the step is.
  let digits = 2;
  for (;;) {
    const coordinates = Math.max(1, Math.min(width - 2 - digits, basis.columns));
    const contraction = await spreadContraction(products, basis, coordinates);
    const draft = withCentre(contraction, centre, dimensions, longestRow);
    const projected = await products.multiply(sample, draft.projection);
    const fitted = { ...draft, ...fitStep(draft, sample, projected) };
    const needed = Math.ceil(fitted.largestNorm / (LEFT_MOST * 127));
    if (needed <= digits || digits >= MOST_DIGITS) {
      return { ...fitted, digits, width: coordinates + 2 + digits };
    }
    digits = Math.min(MOST_DIGITS, needed);
  }
}

/** More would crowd out coordinates; longer rows are then only pruned less. */
const MOST_DIGITS = 6;

function withCentre(
  contraction: Matrix,
  centre: Float32Array,
  dimensions: number,
  longestRow: number,
): Draft {
  const coordinates = contraction.columns;
  const columns = coordinates + 1;
  const data = new Float32Array(dimensions * columns);
  const shift = new Float64Array(coordinates);
  let basisSquared = 0;
  let centreSquared = 0;
  for (let i = 0; i < dimensions; i += 1) {
    const m = centre[i]!;
    for (let k = 0; k < coordinates; k += 1) {
      const w = contraction.data[i * coordinates + k]!;
      data[i * columns + k] = w;
      shift[k]! += w * m;
      basisSquared += w * w;
    }
    data[i * columns + coordinates] = m;
    centreSquared += m * m;
  }
  return {
    dimensions,
    coordinates,
    projection: { data, rows: dimensions, columns },
    shift,
    centreSquared,
    error: projectionError(
      dimensions,
      longestRow,
      Math.sqrt(basisSquared),
      Math.sqrt(centreSquared),
    ),
  };
}

type Draft = Omit<Codebook, 'width' | 'digits' | 'tailCentre' | 'step'>;

/** One step for all coordinates from their spread in the sample. */
function fitStep(draft: Draft, sample: Matrix, projected: Matrix) {
  const { coordinates } = draft;
  let headSum = 0;
  let tailSum = 0;
  let tailSquares = 0;
  const lengths: number[] = [];
  for (let i = 0; i < sample.rows; i += 1) {
    const { head, tail } = headAndTail(draft, projected.data, i, squaredLength(sample, i));
    headSum += head;
    tailSum += tail;
    tailSquares += tail * tail;
    lengths.push(head);
  }
  const rows = Math.max(1, sample.rows);
  const tailCentre = tailSum / rows;
  const tailVariance = Math.max(0, tailSquares / rows - tailCentre * tailCentre);
  const deviation = Math.sqrt((headSum / rows + tailVariance) / (coordinates + 1));
  const step = Math.max(1e-6, (DEVIATIONS * deviation) / LEFT_MOST);
  // Squares of right codes over four are squared lengths over the left step's square.
  const longest = lengths.sort((a, b) => a - b)[Math.floor(0.999 * (lengths.length - 1))] ?? 0;
  return { tailCentre, step, largestNorm: (longest + 4 * tailVariance) / (step * step) };
}

/** Squared length of the head, and the tail, of row i of a product with the projection. */
function headAndTail(draft: Draft, projected: Float32Array, i: number, squared: number) {
  const { coordinates, shift, centreSquared } = draft;
  const from = i * (coordinates + 1);
  let head = 0;
  for (let k = 0; k < coordinates; k += 1) {
    const h = projected[from + k]! - shift[k]!;
    head += h * h;
  }
  const fromCentre = squared - 2 * projected[from + coordinates]! + centreSquared;
  return { head, tail: Math.sqrt(Math.max(0, fromCentre - head)) };
}

export function squaredLength({ data, columns }: Matrix, i: number): number {
  let sum = 0;
  for (let at = i * columns, end = at + columns; at < end; at += 1) sum += data[at]! * data[at]!;
  return sum;
}

/**
 * Writes the codes of `rows`, the first of which is row `from` of the corpus and begins a block.
 * `projected` is their product with the projection.
 */
export function encodeRows(
  book: Codebook,
  rows: Matrix,
  projected: Float32Array,
  from: number,
  codes: Codes,
): void {
  const { coordinates, digits, width, step, shift } = book;
  const { left: lefts, right: rights } = codes;
  const point = new Float64Array(coordinates + 1);
  const limit = LEFT_MOST * step;
  const half = step / 2;
  const cap = LEFT_MOST * 127 * digits + LEFT_MOST - 1;
  for (let i = 0; i < rows.rows; i += 1) {
    const { head, tail } = headAndTail(book, projected, i, squaredLength(rows, i));
    for (let k = 0; k < coordinates; k += 1) {
      point[k] = projected[i * (coordinates + 1) + k]! - shift[k]!;
    }
    point[coordinates] = tail - book.tailCentre;

    const block = Math.floor(i / BLOCK) * BLOCK;
    const across = Math.min(BLOCK, rows.rows - block);
    const left = (from + i) * width;
    let right = (from + block) * width + (i - block);
    let norm = 0;
    let rightNorm = 0;
    let leftSquares = 0;
    let rightSquares = 0;
    for (let k = 0; k <= coordinates; k += 1) {
      const f = Math.max(-limit, Math.min(limit, point[k]!));
      const p = Math.round(f / step);
      const q = Math.max(-RIGHT_MOST, Math.min(RIGHT_MOST, Math.round(f / half)));
      const leftOff = f - p * step;
      const rightOff = f - q * half;
      leftSquares += leftOff * leftOff;
      rightSquares += rightOff * rightOff;
      norm += p * p;
      rightNorm += q * q;
      lefts[left + k] = p + ZERO_POINT;
      rights[right] = q;
      right += across;
    }
    // Less than the norm is subtracted from products of a row that is too long: pruned less, never lost.
    let rest = Math.min(cap, Math.floor(rightNorm / 4));
    for (let k = 0; k < digits; k += 1) {
      const digit = Math.min(127, Math.floor(rest / LEFT_MOST));
      rest -= digit * LEFT_MOST;
      lefts[left + coordinates + 1 + k] = LEFT_MOST + ZERO_POINT;
      rights[right] = -digit;
      right += across;
    }
    lefts[left + width - 1] = 1 + ZERO_POINT;
    rights[right] = -rest;

    const computed = pointError(book.error, Math.sqrt(head), tail);
    codes.norms[from + i] = norm;
    // Stored in float32, which may round down by less than the millionth added.
    codes.leftErrors[from + i] = (computed + Math.sqrt(leftSquares)) * (1 + 1e-6) + 1e-9;
    codes.rightErrors[from + i] = (computed + Math.sqrt(rightSquares)) * (1 + 1e-6) + 1e-9;
  }
}
