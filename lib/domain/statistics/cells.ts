/** The rater x pair table that the crossed bootstrap resamples. */
import type { RaterAnswer } from './majority-vote';
import { rightChoice, type PairKey } from './pair-accuracy';

export interface Cell {
  raterId: string;
  pairId: string;
  /** Whether the item is right ("can't tell" is false); null when this rater has not answered it. */
  rightA: boolean | null;
  rightB: boolean | null;
}

/** One cell per rater and pair with any answer. Answers to pairs outside the key are refused. */
export function cellsFromAnswers(
  keys: readonly PairKey[],
  answers: readonly RaterAnswer[],
): Cell[] {
  const keyOf = new Map(keys.map((key) => [key.pairId, key.keyForA]));
  const cells = new Map<string, Cell>();
  for (const { raterId, pairId, side, choice } of answers) {
    const keyForA = keyOf.get(pairId);
    if (keyForA === undefined) throw new RangeError(`Pair ${pairId} is not in the key.`);
    const id = JSON.stringify([raterId, pairId]);
    const cell = cells.get(id) ?? { raterId, pairId, rightA: null, rightB: null };
    const field = side === 'A' ? 'rightA' : 'rightB';
    if (cell[field] !== null) {
      throw new RangeError(`Rater ${raterId} answered pair ${pairId}, image ${side} twice.`);
    }
    cell[field] = choice === rightChoice(keyForA, side);
    cells.set(id, cell);
  }
  return [...cells.values()];
}

/** Cells in typed arrays, grouped by rater: those of rater r are `start[r] .. start[r + 1] - 1`. */
export interface CellTable {
  nRaters: number;
  pairIds: string[];
  start: Int32Array;
  /** Index of the pair in `pairIds`, per cell. */
  pair: Int32Array;
  /** Per cell: answered items (0 to 2) and right ones. */
  items: Float64Array;
  itemsRight: Float64Array;
  /** Per cell: 1 when both items are answered, and 1 when both are right. */
  pairs: Float64Array;
  pairsRight: Float64Array;
}

/** Raters and pairs in order of first appearance. Two cells for one rater and pair are refused. */
export function tabulate(cells: readonly Cell[]): CellTable {
  const raters = new Map<string, Cell[]>();
  const pairIndex = new Map<string, number>();
  for (const cell of cells) {
    const list = raters.get(cell.raterId);
    if (list) list.push(cell);
    else raters.set(cell.raterId, [cell]);
    if (!pairIndex.has(cell.pairId)) pairIndex.set(cell.pairId, pairIndex.size);
  }
  const table: CellTable = {
    nRaters: raters.size,
    pairIds: [...pairIndex.keys()],
    start: new Int32Array(raters.size + 1),
    pair: new Int32Array(cells.length),
    items: new Float64Array(cells.length),
    itemsRight: new Float64Array(cells.length),
    pairs: new Float64Array(cells.length),
    pairsRight: new Float64Array(cells.length),
  };
  let at = 0;
  let rater = 0;
  for (const [raterId, list] of raters) {
    const seen = new Set<string>();
    for (const cell of list) {
      if (seen.has(cell.pairId)) {
        throw new RangeError(`Rater ${raterId} has two cells for pair ${cell.pairId}.`);
      }
      seen.add(cell.pairId);
      table.pair[at] = pairIndex.get(cell.pairId) ?? 0;
      table.items[at] = Number(cell.rightA !== null) + Number(cell.rightB !== null);
      table.itemsRight[at] = Number(cell.rightA === true) + Number(cell.rightB === true);
      table.pairs[at] = Number(cell.rightA !== null && cell.rightB !== null);
      table.pairsRight[at] = Number(cell.rightA === true && cell.rightB === true);
      at += 1;
    }
    rater += 1;
    table.start[rater] = at;
  }
  return table;
}
