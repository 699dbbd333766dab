/** One image beside all others of a run, by one encoder. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import type { Ctx } from '@/lib/infra/context';
import { embeddingPages } from '@/lib/infra/embeddings/embedding-pages';
import { damagedEmbeddings, readShards } from '@/lib/infra/embeddings/load-matrix';

/** Of the images in a shard: the place in the list, and the row in the shard. */
type Wanted = { at: number; row: number }[];

/**
 * The cosine of the image with each of `imageIds`, NaN where one has no embedding any more. Each shard is
 * read once and one is held at a time: ids are random, so that any page of them lies in every shard.
 * `pageSize`: embeddings looked up at a time. Throws `unprocessable` where the embeddings were removed or
 * a shard is not the file that was written.
 */
export async function cosinesTo(
  ctx: Pick<Ctx, 'db' | 'storage'>,
  input: {
    projectId: string;
    key: EmbeddingKey;
    imageIds: readonly string[];
    imageId: string;
    pageSize?: number;
  },
): Promise<Float64Array> {
  const { key, imageIds, imageId } = input;
  const shards = await readShards(ctx, input.projectId, key);
  const read = async (shardId: string): Promise<UnitRows> => {
    const shard = shards.get(shardId);
    const bytes = shard && (await ctx.storage.get(shard.storageKey));
    if (!shard || bytes?.length !== shard.rows * shard.dimensions * 4) {
      throw damagedEmbeddings('a shard is missing or cut off');
    }
    const data = new Float32Array(new Uint8Array(bytes).buffer);
    return { data, count: shard.rows, dimensions: shard.dimensions };
  };
  const place = await ctx.db.embedding.findFirst({
    where: { imageId, ...key },
    select: { shardId: true, row: true },
  });
  if (!place) throw shards.size === 0 ? removed(key.encoderId) : leftOut(key.encoderId);

  const position = new Map(imageIds.map((id, at) => [id, at]));
  // The image's own shard comes first: the others are compared with its row.
  const wanted = new Map<string, Wanted>([[place.shardId, []]]);
  for await (const page of embeddingPages(ctx, key, shards.keys(), input.pageSize)) {
    for (const { imageId: id, shardId, row } of page) {
      const at = position.get(id);
      if (at === undefined) continue;
      const list = wanted.get(shardId);
      if (list) list.push({ at, row });
      else wanted.set(shardId, [{ at, row }]);
    }
  }
  const cosines = new Float64Array(imageIds.length).fill(NaN);
  let own: UnitRows | undefined;
  for (const [shardId, list] of wanted) {
    const rows = await read(shardId);
    own ??= rowOf(rows, place.row);
    for (const { at, row } of list) cosines[at] = cosine(own, 0, rows, row);
  }
  return cosines;
}

/** A copy, so that the shard need not be held for it. */
const rowOf = ({ data, dimensions }: UnitRows, row: number): UnitRows => ({
  data: data.slice(row * dimensions, (row + 1) * dimensions),
  count: 1,
  dimensions,
});

const removed = (encoder: string): AppError =>
  new AppError(
    'unprocessable',
    `The embeddings of "${encoder}" that this run compared were removed. The run keeps its pairs and cosines; nearest images can no longer be found. Choose another run.`,
    { key: 'embeddingsRemoved', params: { encoder } },
  );

/** Embeddings that a run compared are only removed whole; those that are there now came after them. */
const leftOut = (encoder: string): AppError =>
  new AppError(
    'unprocessable',
    `The embeddings of "${encoder}" that this run compared were removed, and this image is not among those that were added since. Nothing is damaged. Add its embedding by this encoder, or choose another image or run.`,
    { key: 'embeddingNotAmongNew', params: { encoder } },
  );
