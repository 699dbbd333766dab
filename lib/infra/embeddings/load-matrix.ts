/** Embeddings as mining reads them: rows in the order of the image ids. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import type { UnitRows } from '@/lib/domain/mining/rows';
import type { Ctx } from '../context';

const FLOAT_BYTES = Float32Array.BYTES_PER_ELEMENT;
/** Rows of the index fetched at a time. */
const PAGE = 20_000;

interface IndexEntry {
  imageId: string;
  shardId: string;
  row: number;
}

/** Ids of the images that have such an embedding, ascending. */
export async function embeddedImages(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  key: EmbeddingKey,
): Promise<string[]> {
  return (await readIndex(ctx, projectId, key)).map((entry) => entry.imageId);
}

/** Length of such an embedding; 0 where the project has none. */
export async function embeddingDimensions(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  key: EmbeddingKey,
): Promise<number> {
  return (await readShards(ctx, projectId, key)).values().next().value?.dimensions ?? 0;
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
  const index = (await readIndex(ctx, input.projectId, input.key)).filter(
    (entry) => wanted === null || wanted.has(entry.imageId),
  );
  if (wanted && index.length !== wanted.size) throw damaged('an embedding is missing');
  const shards = await readShards(ctx, input.projectId, input.key);
  const dimensions = shards.values().next().value?.dimensions ?? 0;
  const data = new Float32Array(new SharedArrayBuffer(index.length * dimensions * FLOAT_BYTES));

  const byShard = new Map<string, { at: number; row: number }[]>();
  index.forEach(({ shardId, row }, at) => {
    const list = byShard.get(shardId);
    if (list) list.push({ at, row });
    else byShard.set(shardId, [{ at, row }]);
  });
  for (const [shardId, places] of byShard) {
    input.signal?.throwIfAborted();
    const shard = shards.get(shardId);
    if (!shard || shard.dimensions !== dimensions) throw damaged('shards differ in dimensions');
    const bytes = await ctx.storage.get(shard.storageKey);
    if (bytes.length !== shard.rows * dimensions * FLOAT_BYTES) throw damaged('a shard is cut off');
    const floats = floatsOf(bytes);
    for (const { at, row } of places) {
      data.set(floats.subarray(row * dimensions, (row + 1) * dimensions), at * dimensions);
    }
  }
  return {
    imageIds: index.map((entry) => entry.imageId),
    rows: { data, count: index.length, dimensions },
  };
}

/** Shards are little-endian, as is every machine that onnxruntime runs on. A copy is aligned. */
const floatsOf = (bytes: Buffer): Float32Array =>
  new Float32Array(new Uint8Array(bytes).buffer, 0, bytes.length / FLOAT_BYTES);

async function readIndex(
  ctx: Pick<Ctx, 'db'>,
  projectId: string,
  key: EmbeddingKey,
): Promise<IndexEntry[]> {
  const index: IndexEntry[] = [];
  for (;;) {
    const after = index.at(-1)?.imageId;
    const page = await ctx.db.embedding.findMany({
      where: { ...key, image: { projectId }, ...(after ? { imageId: { gt: after } } : {}) },
      orderBy: { imageId: 'asc' },
      take: PAGE,
      select: { imageId: true, shardId: true, row: true },
    });
    for (const entry of page) index.push(entry);
    if (page.length < PAGE) return index;
  }
}

async function readShards(ctx: Pick<Ctx, 'db'>, projectId: string, key: EmbeddingKey) {
  const shards = await ctx.db.embeddingShard.findMany({
    where: { projectId, ...key },
    select: { id: true, storageKey: true, rows: true, dimensions: true },
  });
  return new Map(shards.map((shard) => [shard.id, shard]));
}

const damaged = (what: string): AppError =>
  new AppError(
    'unprocessable',
    `The stored embeddings cannot be used: ${what}. Images and pairs are safe. Restore the data folder from a backup.`,
    { key: 'embeddingsDamaged' },
  );
