/** A foreign vector as the project keeps one: unit length, float32. */

/** Of a vector that was normalised in float32 before; normalising it again would only round it again. */
const ROUNDING = 1e-6;

export type RowFault = 'zero' | 'not-finite';

/**
 * Writes `source` divided by its length to `target`, rounded once. A float32 vector whose length is 1
 * within rounding is copied as it is, so that embeddings which leave and come back do not change.
 * Returns what is wrong with a vector that has no direction; `target` is then undefined.
 */
export function toUnitRow(
  source: Float32Array | Float64Array,
  target: Float32Array,
): RowFault | null {
  let largest = 0;
  for (const value of source) {
    if (!Number.isFinite(value)) return 'not-finite';
    largest = Math.max(largest, Math.abs(value));
  }
  if (largest === 0) return 'zero';
  // Divided by the largest first: squares of very small or large numbers would under- or overflow.
  let sum = 0;
  for (const value of source) sum += (value / largest) ** 2;
  const length = largest * Math.sqrt(sum);
  if (source instanceof Float32Array && Math.abs(length - 1) <= ROUNDING) {
    target.set(source);
    return null;
  }
  const scale = Math.sqrt(sum);
  for (let k = 0; k < source.length; k += 1) target[k] = source[k]! / largest / scale;
  return null;
}
