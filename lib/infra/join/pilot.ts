/** Chooses how to compare by trying it on a sample: what is fastest depends on data and processor. */
import { performance } from 'node:perf_hooks';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { leadingDirections, Products, seeded } from './basis';
import { filterThreshold } from './bound';
import {
  allocateCodes,
  BLOCK,
  encodeRows,
  makeCodebook,
  meanOf,
  minusRow,
  sampleRows,
  type Codebook,
} from './codebook';
import { WIDE } from './plan';
import { TileRunner, type Comparison, type Strip } from './tiles';

/** Bytes of a code that are worth trying: wider ones while the width before was better than its own. */
const WIDTHS = [48, 64, 96, 128];
/** Wider codes take more memory and time to make: a better width must be clearly better. */
const WORTH_WIDENING = 0.95;
export interface Variant {
  /** Bytes of a code; null where every product is computed in full. */
  width: number | null;
  /** Nanoseconds per pair on one thread, refinement included; 0 where nothing was measured. */
  cost: number;
}

export interface Choice {
  book: Codebook | null;
  chosen: Variant;
  tried: Variant[];
  /** Nanoseconds per whole float32 product and per exact test. */
  fullCost: number;
  exactCost: number;
}

const UNMEASURED: Choice = {
  book: null,
  chosen: { width: null, cost: 0 },
  tried: [],
  fullCost: 0,
  exactCost: 0,
};

export interface PilotInput {
  rows: UnitRows;
  semanticAbove: number;
  longestRow: number;
  /** How far apart the rows of a true pair can be. */
  distance: number;
  /** Instead of a choice. */
  width?: number | null;
  /** Bytes of a code that there is memory for. */
  widest?: number;
}

export async function choose(input: PilotInput): Promise<Choice> {
  const { rows, longestRow, width, widest = WIDE } = input;
  if (width === null) return UNMEASURED;
  const { fit, test } = sampleRows(rows);
  const { fullCost, exactCost } = await measureFull(input, test.data, test.rows);
  const full: Variant = { width: null, cost: fullCost };
  const choice: Choice = { book: null, chosen: full, tried: [full], fullCost, exactCost };

  const centre = meanOf(fit);
  const centred = minusRow(fit, centre);
  const products = await Products.open();
  try {
    const directions = (count: number) =>
      leadingDirections(products, centred, Math.min(rows.dimensions, count));
    const attempt = async (wanted: number, basis: Awaited<ReturnType<typeof directions>>) => {
      const book = await makeCodebook(products, fit, centre, basis, wanted, longestRow);
      const cost = await measureCodes(input, products, book, test.data, choice);
      const variant = { width: book.width, cost };
      choice.tried.push(variant);
      if (width !== undefined || cost < choice.chosen.cost) {
        choice.book = book;
        choice.chosen = variant;
      }
      return cost;
    };
    if (width !== undefined) {
      await attempt(width, await directions(width));
      return choice;
    }
    if (halfOf(test.rows) === 0) return choice;
    let last = Infinity;
    let basis = await directions(64);
    for (const wanted of WIDTHS) {
      if (wanted > 64 && basis.columns <= 64) basis = await directions(WIDTHS.at(-1)!);
      const cost = await attempt(wanted, basis);
      if (cost > WORTH_WIDENING * last) break;
      last = cost;
    }
    // What is worth trying where those hardly help.
    if (choice.chosen.cost > fullCost / 4 && widest >= WIDE)
      await attempt(WIDE, await directions(WIDE));
    return choice;
  } finally {
    await products.close();
  }
}

const halfOf = (rows: number): number => Math.floor(rows / 2 / BLOCK) * BLOCK;

const RUNS = 4;

/**
 * Nanoseconds per pair of the fastest of a few runs: what else the machine does only adds. `run` says how many
 * pairs it compared, which is not all that it was given where many survive.
 */
async function timed(run: () => Promise<number>): Promise<number> {
  let best = Infinity;
  for (let k = 0; k < RUNS; k += 1) {
    const start = performance.now();
    const pairs = await run();
    best = Math.min(best, (performance.now() - start) / Math.max(1, pairs));
  }
  return best * 1e6;
}

async function measureFull(input: PilotInput, data: Float32Array, count: number) {
  const { rows } = input;
  const unit: UnitRows = { data, count, dimensions: rows.dimensions };
  const side = Math.min(halfOf(count), 2 * BLOCK);
  const strip: Strip = { from: 0, to: side, first: side, last: 2 * side };
  const tiles = new TileRunner(unit);
  try {
    const fullCost = await timed(async () => (await tiles.compare(comparison(input, strip))).pairs);
    const random = seeded(4);
    const any = () => Math.floor(random() * rows.count);
    const tests = 2000;
    let sum = 0;
    const exactCost = await timed(async () => {
      for (let k = 0; k < tests; k += 1) sum += cosine(rows, any(), rows, any());
      return tests;
    });
    // The sum is used, so that no compiler leaves the loop out.
    return { fullCost, exactCost: Number.isNaN(sum) ? Infinity : exactCost };
  } finally {
    await tiles.close();
  }
}

/** Compares one half of the sample with the other by codes, as the whole would be. */
async function measureCodes(
  input: PilotInput,
  products: Products,
  book: Codebook,
  data: Float32Array,
  costs: Pick<Choice, 'fullCost' | 'exactCost'>,
): Promise<number> {
  const { dimensions } = input.rows;
  const count = data.length / dimensions;
  const half = halfOf(count);
  if (half === 0) return Infinity;
  const sample = { data, rows: count, columns: dimensions };
  const codes = allocateCodes(count, book.width);
  const projected = await products.multiply(sample, book.projection);
  encodeRows(book, sample, projected.data, 0, codes);
  const reach = input.distance + largestOf(codes.rightErrors);
  const strip: Strip = { from: 0, to: half, first: half, last: 2 * half };
  const tiles = new TileRunner({ data, count, dimensions });
  try {
    await tiles.use(book, codes);
    const coarse = { reach, worthShare: worthShare(costs) };
    return await timed(
      async () => (await tiles.compare({ ...comparison(input, strip), coarse })).pairs,
    );
  } finally {
    await tiles.close();
  }
}

export const comparison = (
  { semanticAbove, rows, longestRow }: PilotInput,
  strip: Strip,
): Comparison => ({
  strip,
  semanticAbove,
  filterAbove: filterThreshold(semanticAbove, rows.dimensions, longestRow),
});

/** With more hits than this, a tile's exact tests cost more than its whole float32 products. */
export const worthShare = ({ fullCost, exactCost }: Pick<Choice, 'fullCost' | 'exactCost'>) =>
  Math.min(1, fullCost / exactCost);

export function largestOf(values: Float32Array): number {
  let largest = 0;
  for (const value of values) if (value > largest) largest = value;
  return largest;
}
