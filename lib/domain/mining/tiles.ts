/**
 * How the pairs of a large corpus are cut into tiles: rows into blocks, and each two blocks, or one with
 * itself, are a tile. Every pair i < j lies in exactly one.
 */

export interface TileGrid {
  rows: number;
  /** Rows of a block; the last one may have fewer. */
  blockRows: number;
}

/** Block numbers, `left` <= `right`. */
export interface Tile {
  left: number;
  right: number;
}

export const blocksOf = ({ rows, blockRows }: TileGrid): number => Math.ceil(rows / blockRows);

export function tilesOf(grid: TileGrid): number {
  const blocks = blocksOf(grid);
  return (blocks * (blocks + 1)) / 2;
}

/** Rows of a block: from the first, up to but without the last. */
export const rowsOf = ({ rows, blockRows }: TileGrid, block: number): [number, number] => [
  block * blockRows,
  Math.min(rows, (block + 1) * blockRows),
];

/**
 * The tile of a number from 0 to `tilesOf` - 1. Tiles that follow one another have the same left block
 * as long as possible, so that whoever compares them keeps its rows.
 */
export function tileAt(grid: TileGrid, number: number): Tile {
  const blocks = blocksOf(grid);
  let left = 0;
  let before = number;
  while (left < blocks && before >= blocks - left) {
    before -= blocks - left;
    left += 1;
  }
  if (number < 0 || left >= blocks) throw new RangeError(`There is no tile ${number}.`);
  return { left, right: left + before };
}

/** Pairs i < j of a tile. */
export function pairsOfTile(grid: TileGrid, { left, right }: Tile): number {
  const size = (block: number): number => {
    const [from, to] = rowsOf(grid, block);
    return to - from;
  };
  const n = size(left);
  return left === right ? (n * (n - 1)) / 2 : n * size(right);
}
