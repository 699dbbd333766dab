/** Embeddings as rows, and the one definition of their cosine. */
import { AppError } from '../errors';

/** `count` rows of `dimensions` float32 each, row-major, every row of unit length. */
export interface UnitRows {
  data: Float32Array;
  count: number;
  dimensions: number;
}

/** Rows normalised in float32 are off by about 1e-7; ten thousand times that is a wrong file. */
const LENGTH_TOLERANCE = 1e-3;

/**
 * Dot product of row i of `a` and row j of `b`, accumulated in float64 in a fixed order.
 * This number is the cosine wherever the project compares one with a threshold.
 */
export function cosine(a: UnitRows, i: number, b: UnitRows, j: number): number {
  const { dimensions, data: x } = a;
  const y = b.data;
  let p = i * dimensions;
  let q = j * dimensions;
  const whole = p + (dimensions - (dimensions % 4));
  const end = p + dimensions;
  // Four sums keep the adders busy; their order is part of the definition.
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (; p < whole; p += 4, q += 4) {
    s0 += x[p]! * y[q]!;
    s1 += x[p + 1]! * y[q + 1]!;
    s2 += x[p + 2]! * y[q + 2]!;
    s3 += x[p + 3]! * y[q + 3]!;
  }
  for (; p < end; p += 1, q += 1) s0 += x[p]! * y[q]!;
  return s0 + s1 + (s2 + s3);
}

/** Copies of the rows at these places, in their order. */
export function pickRows({ data, dimensions }: UnitRows, at: ArrayLike<number>): UnitRows {
  const picked = new Float32Array(at.length * dimensions);
  for (let k = 0; k < at.length; k += 1) {
    const from = at[k]! * dimensions;
    picked.set(data.subarray(from, from + dimensions), k * dimensions);
  }
  return { data: picked, count: at.length, dimensions };
}

/**
 * Refuses rows that no cosine can be read from: wrong size, zero, not finite, or not of unit
 * length. `what` names them in the message. Returns the largest length found.
 */
export function assertUnitRows(rows: UnitRows, what: string): number {
  if (rows.dimensions < 1 || rows.data.length !== rows.count * rows.dimensions) {
    throw new AppError(
      'unprocessable',
      `The ${what} embeddings hold ${rows.data.length} numbers instead of ${rows.count} x ${rows.dimensions}. Nothing was mined. Encode the images again.`,
      { key: 'embeddingsUnusable', params: { role: what } },
    );
  }
  let longest = 0;
  for (let i = 0; i < rows.count; i += 1) {
    const length = Math.sqrt(cosine(rows, i, rows, i));
    if (!(Math.abs(length - 1) <= LENGTH_TOLERANCE)) {
      throw new AppError(
        'unprocessable',
        `The ${what} embedding of row ${i} has length ${length} instead of 1. Nothing was mined. Encode the images again.`,
        { key: 'embeddingsUnusable', params: { role: what } },
      );
    }
    longest = Math.max(longest, length);
  }
  return longest;
}
