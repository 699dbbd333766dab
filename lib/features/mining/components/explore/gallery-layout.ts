/** Where the cards of the gallery lie, and which part of a long list is laid out at once. Pixels throughout. */

const LEAST_WIDTH = 360;
export const GAP = 24;
/** Of the lines below both images: one where they are wide, else two. */
const TEXT = { wide: 40, narrow: 72 } as const;
const WIDE = 470;
/**
 * Rows laid out at once. Firefox draws no element that is higher than some 17.8 million pixels; at any width
 * these stay below 16 million.
 */
export const MOST_ROWS_HIGH = 30_000;

export interface Grid {
  columns: number;
  /** Width of a card. */
  column: number;
  /** Of a row, the gap below it included. */
  height: number;
}

export function gridOf(width: number): Grid {
  const columns = Math.max(1, Math.floor((width + GAP) / (LEAST_WIDTH + GAP)));
  const column = (width - GAP * (columns - 1)) / columns;
  const height = Math.round(column / 2) + (column >= WIDE ? TEXT.wide : TEXT.narrow) + GAP;
  return { columns, column, height };
}

export interface Part {
  /** Places in the list, from 0; `end` is not included. */
  start: number;
  end: number;
  /** Where the parts before and after begin; null where there is none. */
  earlier: number | null;
  later: number | null;
}

/** The part of a list of `total` pairs that holds place `at`, or the nearest one. */
export function partAt(at: number, total: number, columns: number): Part {
  const size = MOST_ROWS_HIGH * columns;
  const last = Math.max(0, Math.ceil(total / size) - 1);
  const start = Math.min(Math.floor(Math.max(0, at) / size), last) * size;
  const end = Math.min(total, start + size);
  return {
    start,
    end,
    earlier: start > 0 ? start - size : null,
    later: end < total ? end : null,
  };
}
