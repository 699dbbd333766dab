/** First reading of an import: which row is whose, and whether every vector can be used. */
import type { MatchKey } from '@/lib/domain/match-images';
import { toUnitRow, type RowFault } from '@/lib/domain/mining/unit-row';
import { AppError } from '@/lib/domain/errors';
import { createRng } from '@/lib/domain/rng';
import type { EmbeddingPart } from '@/lib/infra/embeddings/embedding-parts';
import type { ImagePlaces } from './image-places';

/** Named in a report. */
const EXAMPLES = 5;
/** Numbers that tell two vectors of one image apart, and how far they may be apart. */
const PRINT = 8;
const SAME = 1e-3;

/** Weights of either sign, far from 0: fixed, and none like another. */
function printWeights(dimensions: number): Float64Array {
  const rng = createRng('prints of vectors');
  return Float64Array.from({ length: dimensions }, () => {
    const weight = 0.5 + rng.nextFloat();
    return rng.nextInt(2) === 0 ? weight : -weight;
  });
}

/**
 * Every number of the vector counts, each in one of PRINT weighted sums: vectors that differ anywhere differ
 * here about as much, also sparse ones.
 */
function printOf(unit: Float32Array, weights: Float64Array): Float64Array {
  const print = new Float64Array(PRINT);
  for (let d = 0; d < unit.length; d += 1) print[d % PRINT]! += weights[d]! * unit[d]!;
  return print;
}

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
  let weights: Float64Array = new Float64Array(0);
  for (const part of parts) {
    for await (const block of part.blocks()) {
      options.signal?.throwIfAborted();
      if (dimensions === 0) {
        unit = new Float32Array((dimensions = block.dimensions));
        weights = printWeights(dimensions);
      }
      if (block.dimensions !== dimensions) throw otherLength(part.label, block, dimensions);
      block.keys.forEach((key, k) => {
        const fault = toUnitRow(block.values.subarray(k * dimensions, (k + 1) * dimensions), unit);
        if (fault) throw unusable(part.label, block.first + k + 1, key, fault);
        const place = matcher.find(key);
        if (place === 'unknown') note(unknown!, key);
        else if (place === 'ambiguous') note(ambiguous!, key);
        else {
          const first = prints.subarray(place * PRINT, (place + 1) * PRINT);
          const print = printOf(unit, weights);
          if (rowOf[place] === -1) {
            rowOf[place] = row;
            first.set(print);
          } else {
            const same = print.every((value, d) => Math.abs(value - first[d]!) <= SAME);
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
