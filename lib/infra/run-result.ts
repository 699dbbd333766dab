/**
 * All that a mining run found, in one file beside the rows of the pairs that it kept: the images that
 * it compared, every pair that passed (not only those kept), and a sample of all pairs.
 *
 * Named "BPRUN001"; columns as column-file.ts lays them out: image ids (16 bytes each), i and j (uint32),
 * semantic and visual cosines (float64), and the sample's two cosines (float32). Where the run has more
 * than one encoder of a role, these are the cosines that decide, and a column follows for each encoder
 * with its cosines of the passing pairs (float64), semantic before visual.
 */
import { AppError } from '@/lib/domain/errors';
import type { BlindPair } from '@/lib/domain/mining/join';
import type { PopulationSample } from '@/lib/domain/mining/population';
import { packColumns, readColumns } from './column-file';
import type { Storage } from './storage/storage';

/** Pairs as columns; `i` and `j` are positions in `imageIds`, i < j, ordered by i, then j. */
export interface PairColumns {
  i: Uint32Array;
  j: Uint32Array;
  semantic: Float64Array;
  visual: Float64Array;
  /** Of each encoder, semantic before visual; empty where each role has one. */
  each: readonly Float64Array[];
}

export interface RunResult {
  /** Ascending. */
  imageIds: readonly string[];
  passing: PairColumns;
  sample: PopulationSample;
}

/** As it is written, in JSON. */
export interface RunHeader {
  images: number;
  passing: number;
  sampled: number;
  population: number;
  whole: boolean;
  /** Columns of encoders after the sample; absent where each role has one. */
  encoders?: number;
}

export const MAGIC = 'BPRUN001';
export const ID_BYTES = 16;

/** What the files of all attempts at a run begin with. */
const runResultPrefix = (projectId: string, runId: string): string =>
  `mining/${projectId}/${runId}-`;

/** One per attempt, so that a late writer replaces nothing that another published. */
export const runResultKey = (projectId: string, runId: string, attempt: number): string =>
  `${runResultPrefix(projectId, runId)}${attempt}.run`;

/** Removes what other attempts at a finished run have left; `kept` is the file that the run names. */
export async function removeOtherResults(
  storage: Storage,
  { projectId, runId }: { projectId: string; runId: string },
  kept: string | null,
): Promise<void> {
  for await (const { key } of storage.list(runResultPrefix(projectId, runId))) {
    if (key !== kept) await storage.delete(key);
  }
}

/** `encoders`: how many each pair has a cosine of; 0 where each role has one. */
export function columnsOf(pairs: readonly BlindPair[], encoders = 0): PairColumns {
  const { length } = pairs;
  return {
    i: Uint32Array.from({ length }, (_, k) => pairs[k]!.i),
    j: Uint32Array.from({ length }, (_, k) => pairs[k]!.j),
    semantic: Float64Array.from({ length }, (_, k) => pairs[k]!.semantic),
    visual: Float64Array.from({ length }, (_, k) => pairs[k]!.visual),
    each: Array.from({ length: encoders }, (_, encoder) =>
      Float64Array.from({ length }, (_, k) => pairs[k]!.each![encoder]!),
    ),
  };
}

/** What a header says of the columns of encoders. */
export const encodersIn = ({ each }: PairColumns): { encoders?: number } =>
  each.length === 0 ? {} : { encoders: each.length };

export async function writeRunResult(
  storage: Storage,
  key: string,
  { imageIds, passing, sample }: RunResult,
): Promise<void> {
  const header: RunHeader = {
    images: imageIds.length,
    passing: passing.i.length,
    sampled: sample.semantic.length,
    population: sample.population,
    whole: sample.whole,
    ...encodersIn(passing),
  };
  const ids = Buffer.from(imageIds.map((id) => id.replaceAll('-', '')).join(''), 'hex');
  const columns = [passing.i, passing.j, passing.semantic, passing.visual];
  await storage.put(
    key,
    packColumns(MAGIC, header, [ids, ...columns, sample.semantic, sample.visual, ...passing.each]),
  );
}

/** Throws `not-found`, and `unprocessable` where the file is not one that was written whole. */
export async function readRunResult(storage: Storage, key: string): Promise<RunResult> {
  const { header, take } = readColumns<RunHeader>(await storage.get(key), MAGIC, damaged);
  const ids = Buffer.from(take(header.images * ID_BYTES)).toString('hex');
  const imageIds = Array.from({ length: header.images }, (_, k) =>
    uuidOf(ids.slice(k * 32, k * 32 + 32)),
  );
  const passing = takePairs(header.passing, take);
  const sample = {
    population: header.population,
    whole: header.whole,
    semantic: new Float32Array(take(header.sampled * 4)),
    visual: new Float32Array(take(header.sampled * 4)),
  };
  return { imageIds, passing: { ...passing, each: takeEach(header, take) }, sample };
}

type Take = (bytes: number) => ArrayBuffer;

export const takePairs = (count: number, take: Take) => ({
  i: new Uint32Array(take(count * 4)),
  j: new Uint32Array(take(count * 4)),
  semantic: new Float64Array(take(count * 8)),
  visual: new Float64Array(take(count * 8)),
});

export const takeEach = (
  { passing, encoders = 0 }: { passing: number; encoders?: number },
  take: Take,
): Float64Array[] => Array.from({ length: encoders }, () => new Float64Array(take(passing * 8)));

export const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );

export const damaged = (): AppError =>
  new AppError(
    'unprocessable',
    'The stored result of this mining run cannot be used: its file is cut off or another one. Images and pairs are safe. Mine again, or restore the data folder from a backup.',
    { key: 'runResultDamaged' },
  );
