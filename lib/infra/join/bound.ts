/**
 * How far a filter's threshold must be lowered so that no true pair stays under it. Why these
 * numbers suffice: docs/decisions/0009-exact-pair-join.md.
 */

/** Unit roundoff of float32. */
const U = 2 ** -24;
/** More than all float64 roundings of one row or one cosine together (4,096 terms: 5e-13). */
export const FLOAT64_SLACK = 1e-9;

/**
 * A float32 sum of `terms` products is off by at most this times the sum of |x_k y_k|, in any order
 * and with or without fused multiply-add (Higham, Accuracy and Stability of Numerical Algorithms,
 * 2002, section 3.1). One term more than there are leaves room for a constant added at the end.
 */
export function gamma(terms: number): number {
  const nu = (terms + 1) * U;
  return nu / (1 - nu);
}

/** A float32 threshold for whole products that no true pair can stay under (Cauchy and Schwarz). */
export function filterThreshold(threshold: number, dimensions: number, longestRow: number): number {
  const lowered = threshold - gamma(dimensions) * longestRow * longestRow;
  // Rounding to float32 may go up by half a unit in the last place; two units down make up for it.
  return Math.fround(lowered - 2 * U * Math.max(1, Math.abs(lowered)));
}

/**
 * The two rows of a true pair are at most this far apart; NaN where no pair can be true, as
 * |x - y|^2 = |x|^2 + |y|^2 - 2 x.y.
 */
export function largestDistance(threshold: number, longestRow: number): number {
  return Math.sqrt(2 * longestRow * longestRow - 2 * (threshold - FLOAT64_SLACK));
}

/** Bounds of what float32 does to a row's coordinates; both are the same for all rows. */
export interface ProjectionError {
  /** Of the vector of all coordinates within the basis. */
  head: number;
  /** Of the squared distance from the centre. */
  square: number;
}

export function projectionError(
  dimensions: number,
  longestRow: number,
  basisLength: number,
  centreLength: number,
): ProjectionError {
  const g = gamma(dimensions);
  return {
    head: g * basisLength * longestRow + FLOAT64_SLACK,
    square: 2 * g * centreLength * longestRow + FLOAT64_SLACK,
  };
}

/**
 * Distance between the computed and the true point (head, tail) of a row. The tail is the root of
 * a difference, so its error grows without limit as it nears zero unless bounded by the root.
 */
export function pointError(error: ProjectionError, headLength: number, tail: number): number {
  const square = error.square + error.head * (2 * headLength + error.head) + FLOAT64_SLACK;
  const root = Math.sqrt(square);
  return Math.hypot(error.head, tail > root ? square / tail : root);
}

const INT32_MIN = -(2 ** 31) + 1;

/**
 * Code products of a true pair are greater than this. `norm` is the squared length of the left
 * code, `reach` the largest distance of a true pair's points plus the errors of both codes.
 */
export function codeThreshold(norm: number, reach: number, step: number): number {
  const radius = (reach / step) ** 2 * (1 + 1e-9);
  return Math.max(INT32_MIN, Math.floor(norm - radius) - 1);
}
