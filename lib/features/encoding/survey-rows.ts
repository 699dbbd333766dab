/** First reading of an import: which row is whose, and whether every vector can be used. */
import type { MatchKey } from '@/lib/domain/match-images';
import { toUnitRow, type RowFault } from '@/lib/domain/mining/unit-row';
import { AppError } from '@/lib/domain/errors';
import type { EmbeddingPart } from '@/lib/infra/embeddings/embedding-parts';
import type { ImagePlaces } from './image-places';

/** Named in a report. */
const EXAMPLES = 5;
/** Numbers that stand for a whole vector, to tell two vectors of one image apart. */
const PRINT = 8;
/**
 * How far these may be apart. Each differs by about the distance of both unit vectors: rounding to
 * half precision makes less of it, a cosine of 0.9999 three times as much.
 */
const SAME = 5e-3;

export interface Tally {
  count: number;
  examples: string[];
}

export interface ImportReport {
  encoder: string;
  matchedBy: MatchKey;
  dimensions: number;
  rows: number;
  images: number;
  /** Images that a row means. */
  matched: number;
  /** Of them, images that had this embedding before; it stays as it was. */
  already: number;
  /** Images without a row and without such an embedding. */
  missing: Tally;
  /** Rows that mean no image of the project. */
  unknown: Tally;
  /** Rows that mean two images. */
  ambiguous: Tally;
  /** Further rows of an image with the same vector; the first counts. */
  duplicates: Tally;
  /** Further rows of an image with another vector. */
  contradicting: Tally;
}

export interface Survey {
  report: ImportReport;
  /** By place of the image: the row that counts, over all parts from 0; -1 for none. */
  rowOf: Int32Array;
}

/** Throws `unprocessable` with the row's number for a vector that is zero, not finite or of another length. */
export async function surveyRows(
  parts: readonly EmbeddingPart[],
  { ids, names, matcher }: ImagePlaces,
  input: { encoder: string; matchedBy: MatchKey; has: ReadonlySet<string> },
  options: { signal?: AbortSignal | undefined; onRows?: (done: number) => void },
): Promise<Survey> {
  const rowOf = new Int32Array(ids.length).fill(-1);
  const prints = new Float32Array(ids.length * PRINT);
  const [unknown, ambiguous, duplicates, contradicting, missing] = [0, 1, 2, 3, 4].map(tally);
  let [row, dimensions] = [0, 0];
  let unit = new Float32Array(0);
  let directions = new Float64Array(0);
  for (const part of parts) {
    for await (const block of part.blocks()) {
      options.signal?.throwIfAborted();
      if (dimensions === 0) {
        unit = new Float32Array((dimensions = block.dimensions));
        directions = printDirections(dimensions);
      }
      if (block.dimensions !== dimensions) throw otherLength(part.label, block, dimensions);
      block.keys.forEach((key, k) => {
        const fault = toUnitRow(block.values.subarray(k * dimensions, (k + 1) * dimensions), unit);
        if (fault) throw unusable(part.label, block.first + k + 1, key, fault);
        const place = matcher.find(key);
        if (place === 'unknown') note(unknown!, key);
        else if (place === 'ambiguous') note(ambiguous!, key);
        else {
          const known = prints.subarray(place * PRINT, (place + 1) * PRINT);
          const print = printOf(unit, directions);
          if (rowOf[place] === -1) {
            rowOf[place] = row;
            known.set(print);
          } else {
            const same = print.every((value, d) => Math.abs(value - known[d]!) <= SAME);
            note(same ? duplicates! : contradicting!, key);
          }
        }
        row += 1;
      });
      options.onRows?.(row);
    }
  }
  let [matched, already] = [0, 0];
  ids.forEach((id, place) => {
    const has = input.has.has(id);
    if (rowOf[place] !== -1) {
      matched += 1;
      if (has) already += 1;
    } else if (!has) note(missing!, names[place] ?? id);
  });
  return {
    rowOf,
    report: {
      encoder: input.encoder,
      matchedBy: input.matchedBy,
      dimensions,
      rows: row,
      images: ids.length,
      matched,
      already,
      missing: missing!,
      unknown: unknown!,
      ambiguous: ambiguous!,
      duplicates: duplicates!,
      contradicting: contradicting!,
    },
  };
}

/**
 * Fixed directions, PRINT numbers per dimension, evenly spread with variance 1. They come from a hash, so
 * that the same file is always judged alike.
 */
function printDirections(dimensions: number): Float64Array<ArrayBuffer> {
  return Float64Array.from({ length: dimensions * PRINT }, (_, k) => {
    let hash = Math.imul(k + 1, 0x9e3779b1);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1) * Math.sqrt(3);
  });
}

/** All of a vector counts: the first numbers of two sparse ones are often all zero. */
function printOf(unit: Float32Array, directions: Float64Array): number[] {
  const print = new Array<number>(PRINT).fill(0);
  for (let d = 0, k = 0; d < unit.length; d += 1) {
    const value = unit[d]!;
    for (let p = 0; p < PRINT; p += 1, k += 1) print[p]! += value * directions[k]!;
  }
  return print;
}

const tally = (): Tally => ({ count: 0, examples: [] });

function note(tallied: Tally, example: string): void {
  tallied.count += 1;
  if (tallied.examples.length < EXAMPLES) tallied.examples.push(example);
}

const FAULTS: Record<RowFault, string> = {
  zero: 'is zero everywhere and has no direction',
  'not-finite': 'holds NaN or an infinite number',
};

const unusable = (label: string, row: number, key: string, fault: RowFault): AppError =>
  new AppError(
    'unprocessable',
    `Row ${row} of ${label} (${key}) ${FAULTS[fault]}. Nothing was stored. Leave the row out, or compute it again.`,
  );

const otherLength = (
  label: string,
  { first, dimensions }: { first: number; dimensions: number },
  wanted: number,
): AppError =>
  new AppError(
    'unprocessable',
    `Row ${first + 1} of ${label} has ${dimensions} numbers, others have ${wanted}. Nothing was stored. Embeddings of one encoder have one length.`,
  );
