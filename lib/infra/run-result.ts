/**
 * All that a mining run found, in one file beside the rows of the pairs that it kept: the images that
 * it compared, every pair that passed (not only those kept), and a sample of all pairs.
 *
 * Little-endian: the 8 bytes "BPRUN001", the length of a JSON header as uint32, the header, then one
 * column after another, each beginning at a multiple of 8 bytes: image ids (16 bytes each), i and j
 * (uint32), semantic and visual cosines (float64), and the sample's two cosines (float32).
 */
import { AppError } from '@/lib/domain/errors';
import type { BlindPair } from '@/lib/domain/mining/join';
import type { PopulationSample } from '@/lib/domain/mining/population';
import type { Storage } from './storage/storage';

/** Pairs as columns; `i` and `j` are positions in `imageIds`, i < j, ordered by i, then j. */
export interface PairColumns {
  i: Uint32Array;
  j: Uint32Array;
  semantic: Float64Array;
  visual: Float64Array;
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
}

export const MAGIC = 'BPRUN001';
export const ID_BYTES = 16;
export const ALIGNED = 8;

/** One per attempt, so that a late writer replaces nothing that another published. */
export const runResultKey = (projectId: string, runId: string, attempt: number): string =>
  `mining/${projectId}/${runId}-${attempt}.run`;

export function columnsOf(pairs: readonly BlindPair[]): PairColumns {
  const { length } = pairs;
  return {
    i: Uint32Array.from({ length }, (_, k) => pairs[k]!.i),
    j: Uint32Array.from({ length }, (_, k) => pairs[k]!.j),
    semantic: Float64Array.from({ length }, (_, k) => pairs[k]!.semantic),
    visual: Float64Array.from({ length }, (_, k) => pairs[k]!.visual),
  };
}

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
  };
  const ids = Buffer.from(imageIds.map((id) => id.replaceAll('-', '')).join(''), 'hex');
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(json.length);
  const parts: Buffer[] = [];
  let at = 0;
  const add = (part: Uint8Array) => {
    parts.push(Buffer.from(part.buffer, part.byteOffset, part.byteLength));
    at += part.byteLength;
  };
  const align = () => add(new Uint8Array((ALIGNED - (at % ALIGNED)) % ALIGNED));
  for (const part of [Buffer.from(MAGIC), length, json]) add(part);
  const columns = [passing.i, passing.j, passing.semantic, passing.visual];
  for (const column of [ids, ...columns, sample.semantic, sample.visual]) {
    align();
    add(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  }
  await storage.put(key, Buffer.concat(parts));
}

/** Throws `not-found`, and `unprocessable` where the file is not one that was written whole. */
export async function readRunResult(storage: Storage, key: string): Promise<RunResult> {
  const bytes = await storage.get(key);
  if (bytes.length < 12 || bytes.toString('latin1', 0, 8) !== MAGIC) throw damaged();
  let at = 12 + bytes.readUInt32LE(8);
  if (at > bytes.length) throw damaged();
  const header = JSON.parse(bytes.toString('utf8', 12, at)) as RunHeader;
  const take = (length: number): ArrayBuffer => {
    at = Math.ceil(at / ALIGNED) * ALIGNED;
    if (at + length > bytes.length) throw damaged();
    // A copy begins where typed arrays may begin.
    const part = new Uint8Array(bytes.subarray(at, at + length)).buffer;
    at += length;
    return part;
  };
  const ids = Buffer.from(take(header.images * ID_BYTES)).toString('hex');
  return {
    imageIds: Array.from({ length: header.images }, (_, k) =>
      uuidOf(ids.slice(k * 32, k * 32 + 32)),
    ),
    passing: {
      i: new Uint32Array(take(header.passing * 4)),
      j: new Uint32Array(take(header.passing * 4)),
      semantic: new Float64Array(take(header.passing * 8)),
      visual: new Float64Array(take(header.passing * 8)),
    },
    sample: {
      population: header.population,
      whole: header.whole,
      semantic: new Float32Array(take(header.sampled * 4)),
      visual: new Float32Array(take(header.sampled * 4)),
    },
  };
}

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
