/** Embeddings as mining reads them: rows in the order of the image ids. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import type { UnitRows } from '@/lib/domain/mining/rows';
import type { Ctx } from '../context';
import { embeddingPages, type EmbeddingPlace } from './embedding-pages';

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Rows read at a time: 16 MB at 1,024 dimensions. */
const WINDOW = 4096;
/** To read so much that nobody wants takes about as long as to begin another read. */
const GAP_BYTES = 64 * 1024;
/** Reads at a time, where each is of few rows. */
const READS = 16;

/** Ids of the images that have such an embedding, ascending. */
export async function embeddedImages(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  key: EmbeddingKey,
): Promise<string[]> {
  const shards = await readShards(ctx, projectId, key);
  return (await readIndex(ctx, key, shards)).map((entry) => entry.imageId);
}

/**
 * Reads the embeddings of the given images (all that have one where absent) from their shards.
 * Row k belongs to imageIds[k]; ids ascend, as Postgres and JavaScript both order UUIDs.
 * They lie in shared memory, so that threads can compare them without a copy each.
 * Throws 'unprocessable' when a shard is not the file that was written or an embedding is missing.
 */
export async function loadMatrix(
  ctx: Pick<Ctx, 'db' | 'storage'>,
  input: {
    projectId: string;
    key: EmbeddingKey;
    imageIds?: readonly string[];
    signal?: AbortSignal;
  },
): Promise<{ imageIds: string[]; rows: UnitRows }> {
  const wanted = input.imageIds ? new Set(input.imageIds) : null;
  const shards = await readShards(ctx, input.projectId, input.key);
  const index = (await readIndex(ctx, input.key, shards)).filter(
    (entry) => wanted === null || wanted.has(entry.imageId),
  );
  if (wanted && index.length !== wanted.size) throw damagedEmbeddings('an embedding is missing');
  const dimensions = shards.values().next().value?.dimensions ?? 0;
  const data = new Float32Array(new SharedArrayBuffer(index.length * dimensions * FLOAT_BYTES));
  const rows = { data, count: index.length, dimensions };
  await readRows(ctx, shards, index, rows, input.signal);
  return { imageIds: index.map((entry) => entry.imageId), rows };
}

export type Shards = ReadonlyMap<string, { storageKey: string; rows: number; dimensions: number }>;

/**
 * Row k of `rows` becomes the embedding at places[k]. Of a shard only wanted rows are read, and what lies
 * between two of them that are near each other. Throws 'unprocessable' when a shard is not the file that was
 * written.
 */
export async function readRows(
  ctx: Pick<Ctx, 'storage'>,
  shards: Shards,
  places: readonly { shardId: string; row: number }[],
  { data, dimensions }: UnitRows,
  signal?: AbortSignal,
): Promise<void> {
  const byShard = new Map<string, Wanted[]>();
  places.forEach(({ shardId, row }, at) => {
    const list = byShard.get(shardId);
    if (list) list.push({ at, row });
    else byShard.set(shardId, [{ at, row }]);
  });
  for (const [shardId, wanted] of byShard) {
    const shard = shards.get(shardId);
    if (!shard || shard.dimensions !== dimensions) {
      throw damagedEmbeddings('shards differ in dimensions');
    }
    const stored = await ctx.storage.stat(shard.storageKey);
    if (stored?.bytes !== shard.rows * dimensions * FLOAT_BYTES) {
      throw damagedEmbeddings(stored ? 'a shard is cut off' : 'a shard is missing');
    }
    const read = async (near: readonly Wanted[]): Promise<void> => {
      const from = near[0]!.row;
      const floats = await readFloats(ctx, shard, from, near.at(-1)!.row + 1);
      for (const { at, row } of near) {
        const start = (row - from) * dimensions;
        data.set(floats.subarray(start, start + dimensions), at * dimensions);
      }
    };
    const gap = Math.ceil(GAP_BYTES / (dimensions * FLOAT_BYTES));
    for (const windows of atOnce(windowsOf(wanted, gap))) {
      signal?.throwIfAborted();
      await Promise.all(windows.map(read));
    }
  }
}

interface Wanted {
  /** Where it goes. */
  at: number;
  row: number;
}

/** By row, cut where a window would span more than WINDOW rows, or more than `gap` rows that nobody wants. */
function windowsOf(wanted: readonly Wanted[], gap: number): Wanted[][] {
  const windows: Wanted[][] = [];
  for (const place of [...wanted].sort((a, b) => a.row - b.row)) {
    const last = windows.at(-1);
    if (last && place.row - last[0]!.row < WINDOW && place.row - last.at(-1)!.row <= gap) {
      last.push(place);
    } else windows.push([place]);
  }
  return windows;
}

/** Windows that are read together: at most READS, and of at most WINDOW rows. */
function atOnce(windows: readonly Wanted[][]): Wanted[][][] {
  const groups: Wanted[][][] = [];
  let rows = 0;
  for (const window of windows) {
    const span = window.at(-1)!.row - window[0]!.row + 1;
    const last = groups.at(-1);
    if (last && last.length < READS && rows + span <= WINDOW) {
      last.push(window);
      rows += span;
    } else {
      groups.push([window]);
      rows = span;
    }
  }
  return groups;
}

async function readFloats(
  ctx: Pick<Ctx, 'storage'>,
  { storageKey, rows, dimensions }: { storageKey: string; rows: number; dimensions: number },
  from: number,
  to: number,
): Promise<Float32Array> {
  const bytes = dimensions * FLOAT_BYTES;
  if (to > rows) throw damagedEmbeddings('a row is missing');
  if (from === 0 && to === rows) return floatsOf(await ctx.storage.get(storageKey));
  const range = { start: from * bytes, end: to * bytes - 1 };
  const parts: Buffer[] = await (await ctx.storage.stream(storageKey, range)).toArray();
  return floatsOf(Buffer.concat(parts));
}

/** Shards are little-endian, as is every machine that onnxruntime runs on. A copy is aligned. */
const floatsOf = (bytes: Buffer): Float32Array =>
  new Float32Array(new Uint8Array(bytes).buffer, 0, bytes.length / FLOAT_BYTES);

async function readIndex(
  ctx: Pick<Ctx, 'db'>,
  key: EmbeddingKey,
  shards: Shards,
): Promise<EmbeddingPlace[]> {
  const index: EmbeddingPlace[] = [];
  for await (const page of embeddingPages(ctx, key, shards.keys())) {
    for (const entry of page) index.push(entry);
  }
  return index;
}

/** The shard files of an embedding, by id. */
export async function readShards(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  key: EmbeddingKey,
): Promise<Shards> {
  const shards = await ctx.db.embeddingShard.findMany({
    where: { projectId, ...key },
    select: { id: true, storageKey: true, rows: true, dimensions: true },
  });
  return new Map(shards.map((shard) => [shard.id, shard]));
}

export const damagedEmbeddings = (what: string): AppError =>
  new AppError(
    'unprocessable',
    `The stored embeddings cannot be used: ${what}. Images and pairs are safe. Restore the data folder from a backup.`,
    { key: 'embeddingsDamaged' },
  );
