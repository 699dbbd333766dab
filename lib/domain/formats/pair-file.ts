/** The file with all pairs that passed a mining run: its columns and what stands at its head. */

import type { RankScore } from '../mining/rank';
import { spreadsheetSafe } from './spreadsheet-safe';

/** In this order, under these names, in every format. `docs/formats.md` says what they mean. */
export const PAIR_COLUMNS = [
  { name: 'imageA', type: 'string' },
  { name: 'imageB', type: 'string' },
  { name: 'nameA', type: 'string', optional: true },
  { name: 'nameB', type: 'string', optional: true },
  { name: 'sha256A', type: 'string', optional: true },
  { name: 'sha256B', type: 'string', optional: true },
  { name: 'semantic', type: 'float64' },
  { name: 'visual', type: 'float64' },
  { name: 'gap', type: 'float64' },
  { name: 'rank', type: 'int32', optional: true },
  { name: 'number', type: 'int32', optional: true },
] as const;

/**
 * The columns of a run with these encoders, semantic before visual: one follows for each encoder where a
 * role has more than one, none where each has one.
 */
export const pairColumns = (encoders: readonly string[]) => [
  ...PAIR_COLUMNS,
  ...encoders.map((id) => ({ name: `cosine_${id}`, type: 'float64' as const })),
];

/** The values of `pairColumns`, in their order. */
export const pairValues = (batch: PairBatch) => [
  ...PAIR_COLUMNS.map(({ name }) => batch[name]),
  ...batch.each,
];

/** One array per column, all of the same length. */
export interface PairBatch {
  imageA: string[];
  imageB: string[];
  /** As the file was called when it was added; null where the image is no longer there. */
  nameA: (string | null)[];
  nameB: (string | null)[];
  /** Of the served bytes. */
  sha256A: (string | null)[];
  sha256B: (string | null)[];
  semantic: Float64Array;
  visual: Float64Array;
  /** Semantic minus visual. */
  gap: Float64Array;
  /** 1 is the best by the head's `rankBy`; null where the run did not keep the pair. */
  rank: (number | null)[];
  number: (number | null)[];
  /** Cosines by each encoder, where a role has more than one. */
  each: readonly Float64Array[];
}

interface EncoderHead {
  encoder: string;
  weightsSha256: string;
  preprocessing: string;
}

/** Where a role has more than one encoder. */
interface Several {
  /** Those beside the first one. */
  further?: EncoderHead[];
  /** At least so many of all of them agree. */
  agree?: number;
}

/** Everything that the figures depend on. The same run always gives the same head, and the same file. */
export interface PairFileHead {
  format: 'blindpair-pairs';
  version: 1;
  project: string;
  run: string;
  startedAt: string;
  finishedAt: string;
  /** Version of Blindpair that mined. */
  blindpair: string;
  semantic: EncoderHead & { above: number } & Several;
  visual: EncoderHead & { below: number } & Several;
  perImage: number;
  /** What `rank` is by. */
  rankBy: RankScore;
  /** At most so many pairs of the same two clusters; null: any number. */
  perCluster: number | null;
  /** Clusters that the images were in, where `perCluster` is set. */
  clusters: number | null;
  limit: number | null;
  images: number;
  /** Null for runs from before that was noted. */
  imagesLeftOut: number | null;
  imagesWithoutEmbedding: number | null;
  pairsCompared: number;
  pairsPassing: number;
  pairsKept: number;
}

export const PAIR_FORMATS = ['parquet', 'json', 'jsonl', 'csv'] as const;
export type PairFormat = (typeof PAIR_FORMATS)[number];

/** The format that a file's ending asks for; null where it asks for none. */
export const pairFormatOf = (path: string): PairFormat | null =>
  PAIR_FORMATS.find((format) => path.toLowerCase().endsWith(`.${format}`)) ?? null;

/** Rows for people who open the file in a spreadsheet: a file may be called like a formula. Empty is null. */
export const csvRows = (batch: PairBatch): (string | number)[][] => {
  const values = pairValues(batch);
  return batch.imageA.map((_, k) =>
    values.map((column) => spreadsheetSafe((column as ArrayLike<Cell>)[k] ?? '')),
  );
};

type Cell = string | number | null;

/** One object per line, each without its line end. */
export function jsonRows(batch: PairBatch, encoders: readonly string[]): string[] {
  const names = pairColumns(encoders).map(({ name }) => name);
  const values = pairValues(batch);
  return batch.imageA.map((_, k) =>
    JSON.stringify(Object.fromEntries(names.map((name, column) => [name, values[column]![k]]))),
  );
}
