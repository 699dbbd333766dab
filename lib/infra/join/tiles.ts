/** Compares a strip of rows with a range of columns, tile by tile. Runs on a thread or in place. */
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import { openSession, Tensor, type Session } from '../encoders/ort';
import { codeThreshold } from './bound';
import { BLOCK, type Codebook, type Codes } from './codebook';
import { coarseGraph, fullGraph } from './join-graph';

/** Rows x columns of whole products; 1 MB fits any cache. */
export const FULL_TILE = 512;

/** Rows `from`..`to` with columns `first`..`last`; both starts are multiples of BLOCK. */
export interface Strip {
  from: number;
  to: number;
  first: number;
  last: number;
}

export interface Comparison {
  strip: Strip;
  semanticAbove: number;
  /** Lowered by the bound of float32. */
  filterAbove: number;
  /** Absent where every product is computed in full. */
  coarse?: {
    /** Largest distance of a true pair plus the largest error of a right code. */
    reach: number;
    /** More hits than this share of a tile, and it is computed in full. */
    worthShare: number;
  };
}

/** Pairs above the semantic threshold. */
export interface Survivors {
  i: Int32Array;
  j: Int32Array;
  semantic: Float64Array;
}

export interface Compared extends Survivors {
  /** Of the strip's pairs i < j. */
  pairs: number;
  /** Those whose cosine was computed in float64, and those computed in full after the codes failed. */
  candidates: number;
  again: number;
  /** What of the strip was not compared, as there were enough survivors for one reply. */
  rest?: Strip;
}

/**
 * With so many survivors a strip is left for a reply, after the block at hand: where nearly all rows are
 * alike a strip of 2,048 x 32,768 would hold a gigabyte of them, and keep whoever tests them for a minute.
 */
export const ENOUGH_SURVIVORS = 2 ** 18;

/** Pairs i < j of a strip whose columns begin at its rows or after them. */
export function pairsOf({ from, to, first, last }: Strip): number {
  const rows = to - from;
  if (first >= to) return rows * (last - first);
  // The square on the diagonal counts its upper half.
  const side = Math.min(to, last) - first;
  const above = (first - from) * side + (side * (side - 1)) / 2;
  return above + rows * Math.max(0, last - to);
}

class Growing {
  i = new Int32Array(256);
  j = new Int32Array(256);
  semantic = new Float64Array(256);
  size = 0;

  push(i: number, j: number, semantic: number): void {
    if (this.size === this.i.length) this.grow();
    this.i[this.size] = i;
    this.j[this.size] = j;
    this.semantic[this.size] = semantic;
    this.size += 1;
  }

  private grow(): void {
    const { i, j, semantic } = this;
    this.i = new Int32Array(2 * i.length);
    this.j = new Int32Array(2 * i.length);
    this.semantic = new Float64Array(2 * i.length);
    this.i.set(i);
    this.j.set(j);
    this.semantic.set(semantic);
  }

  taken(): Survivors {
    const { size } = this;
    return {
      i: this.i.slice(0, size),
      j: this.j.slice(0, size),
      semantic: this.semantic.slice(0, size),
    };
  }
}

interface Hits {
  /** Row and column within the tile. */
  row: (k: number) => number;
  column: (k: number) => number;
  count: number;
}

interface Counts {
  candidates: number;
  again: number;
}

export class TileRunner {
  private full: Promise<Session> | undefined;
  private coarse: Promise<Session> | undefined;
  private coded: { book: Codebook; codes: Codes } | undefined;

  constructor(
    private readonly rows: UnitRows,
    private readonly threads = 1,
  ) {}

  /** From now on strips may be compared by these codes. */
  async use(book: Codebook, codes: Codes): Promise<void> {
    await (await this.coarse)?.release();
    this.coded = { book, codes };
    this.coarse = openSession(coarseGraph(book.width), { threads: this.threads });
    await this.coarse;
  }

  async compare(comparison: Comparison, signal?: AbortSignal): Promise<Compared> {
    const { strip, coarse } = comparison;
    const found = new Growing();
    const counts = { candidates: 0, again: 0 };
    const byCodes = coarse && (await this.codesOf(comparison, coarse));
    let { first } = strip;
    while (first < strip.last && found.size < ENOUGH_SURVIVORS) {
      const last = Math.min(strip.last, first + BLOCK);
      const block = { ...strip, first, last };
      if (byCodes) await byCodes(block, found, counts);
      else await this.compareInFull(comparison, block, found, counts, signal);
      first = last;
    }
    const pairs = pairsOf({ ...strip, last: first });
    const rest = first < strip.last && { rest: { ...strip, first } };
    return { ...found.taken(), ...counts, pairs, ...rest };
  }

  /** Compares blocks of a strip by codes; those of its rows are read once. */
  private async codesOf(
    comparison: Comparison,
    { reach, worthShare }: NonNullable<Comparison['coarse']>,
  ) {
    const { from, to } = comparison.strip;
    if (!this.coarse || !this.coded) throw new Error('No codes were given.');
    const session = await this.coarse;
    const { book, codes } = this.coded;
    const { width, step } = book;
    const limits = new Int32Array(to - from);
    for (let i = from; i < to; i += 1) {
      limits[i - from] = codeThreshold(codes.norms[i]!, reach + codes.leftErrors[i]!, step);
    }
    const left = codes.left.subarray(from * width, to * width);
    const a = new Tensor('uint8', unshared(left), [to - from, width]);
    const threshold = new Tensor('int32', limits, [to - from, 1]);
    return async (block: Strip, found: Growing, counts: Counts): Promise<void> => {
      const { first, last } = block;
      const right = codes.right.subarray(first * width, last * width);
      const b = new Tensor('int8', unshared(right), [width, last - first]);
      const hits = hitsOf(await session.run({ a, b, threshold }));
      if (hits.count > worthShare * (to - from) * (last - first)) {
        counts.again += pairsOf({ ...block, first: Math.max(first, from) });
        await this.compareInFull(comparison, block, found, counts);
      } else this.refine(comparison, hits, from, first, found, counts);
    };
  }

  private async compareInFull(
    comparison: Comparison,
    { from, to, first, last }: Strip,
    found: Growing,
    counts: Counts,
    signal?: AbortSignal,
  ): Promise<void> {
    const { data, dimensions } = this.rows;
    this.full ??= openSession(fullGraph(dimensions), { threads: this.threads });
    const session = await this.full;
    const tensor = (start: number, end: number) =>
      new Tensor('float32', unshared(data.subarray(start * dimensions, end * dimensions)), [
        end - start,
        dimensions,
      ]);
    for (let j = first; j < last; j += FULL_TILE) {
      const jEnd = Math.min(last, j + FULL_TILE);
      const b = tensor(j, jEnd);
      for (let i = from; i < Math.min(to, jEnd - 1); i += FULL_TILE) {
        const iEnd = Math.min(to, i + FULL_TILE);
        const limits = new Float32Array(iEnd - i).fill(comparison.filterAbove);
        const threshold = new Tensor('float32', limits, [iEnd - i, 1]);
        signal?.throwIfAborted();
        const hits = hitsOf(await session.run({ a: tensor(i, iEnd), b, threshold }));
        this.refine(comparison, hits, i, j, found, counts);
      }
    }
  }

  /** The exact semantic test of a tile's hits. */
  private refine(
    { semanticAbove }: Comparison,
    hits: Hits,
    from: number,
    first: number,
    found: Growing,
    counts: Counts,
  ): void {
    const { rows } = this;
    for (let k = 0; k < hits.count; k += 1) {
      const i = from + hits.row(k);
      const j = first + hits.column(k);
      if (j <= i) continue;
      counts.candidates += 1;
      const semantic = cosine(rows, i, rows, j);
      if (semantic > semanticAbove) found.push(i, j, semantic);
    }
  }

  async close(): Promise<void> {
    for (const session of [this.full, this.coarse]) await (await session)?.release();
  }
}

/** The runtime takes no shared memory; `slice` copies to a thread's own. */
export const unshared = <T extends Uint8Array | Int8Array | Float32Array>(view: T): T =>
  view.buffer instanceof SharedArrayBuffer ? (view.slice() as T) : view;

/** Indices are int64 below 2^31: their low words are read, as big integers would be slow. */
function hitsOf(outputs: Awaited<ReturnType<Session['run']>>): Hits {
  const low = (name: string) => {
    const { buffer, byteOffset, length } = outputs[name]?.data as BigInt64Array;
    return new Int32Array(buffer, byteOffset, 2 * length);
  };
  const rows = low('rows');
  const hits = low('hits');
  const count = hits.length / 4;
  return {
    row: (k) => rows[2 * hits[2 * k]!]!,
    column: (k) => hits[2 * (count + k)]!,
    count,
  };
}
