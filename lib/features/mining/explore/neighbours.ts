/**
 * The images nearest to one, by the encoders of either role of a run: why a pair was found, and what else
 * is like it. Where a role has several encoders, by the cosine that decides.
 */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { AppError, notFound } from '@/lib/domain/errors';
import { decidingSemantic, decidingVisual } from '@/lib/domain/mining/agreement';
import { cosine, type UnitRows } from '@/lib/domain/mining/rows';
import type { Ctx } from '@/lib/infra/context';
import { embeddingPages } from '@/lib/infra/embeddings/embedding-pages';
import type { ImageRef } from '../queries';
import { imagesOf } from './queries';
import { storedRun } from './stored-run';

export interface Neighbour {
  image: ImageRef;
  semantic: number;
  visual: number;
}

export interface Neighbours {
  image: ImageRef;
  runId: string;
  /** Images of the run that can no longer be compared: removed embeddings came back without theirs. */
  withoutEmbedding: number;
  /** Nearest first. */
  bySemantic: Neighbour[];
  byVisual: Neighbour[];
}

const SHOWN = 12;

/**
 * Compares one image with every other that the run looked at and that still has all embeddings; exact.
 * Throws `not-found` for an image that it did not look at, and what `storedRun` throws.
 */
export async function neighbours(
  ctx: Ctx,
  input: { projectId: string; runId: string; imageId: string },
): Promise<Neighbours> {
  const { projectId } = input;
  const run = await storedRun(ctx, projectId, input.runId);
  const { imageIds } = run.result;
  const self = imageIds.indexOf(input.imageId);
  if (self < 0) throw notFound('The image, among those that this run compared,');
  const by = (key: EmbeddingKey) => cosinesTo(ctx, projectId, key, imageIds, input.imageId);
  const { agreement } = run;
  const semantic = await decided(run.semantic, by, (all) =>
    decidingSemantic(all, agreement.semantic),
  );
  const visual = await decided(run.visual, by, (all) => decidingVisual(all, agreement.visual));
  const known = imageIds.flatMap((_, k) =>
    Number.isNaN(semantic[k]) || Number.isNaN(visual[k]) ? [] : [k],
  );
  const nearest = (by: Float64Array) =>
    known
      .filter((k) => k !== self)
      .sort((p, q) => by[q]! - by[p]! || p - q)
      .slice(0, SHOWN);
  const lists = [nearest(semantic), nearest(visual)];
  const images = await imagesOf(ctx, projectId, [
    input.imageId,
    ...lists.flat().map((k) => imageIds[k]!),
  ]);
  const image = images.get(input.imageId);
  if (!image) throw notFound('The image');
  const toNeighbours = (list: number[]): Neighbour[] =>
    list.flatMap((k) => {
      const found = images.get(imageIds[k]!);
      return found ? [{ image: found, semantic: semantic[k]!, visual: visual[k]! }] : [];
    });
  return {
    image,
    runId: run.id,
    withoutEmbedding: imageIds.length - known.length,
    bySemantic: toNeighbours(lists[0]!),
    byVisual: toNeighbours(lists[1]!),
  };
}

/** The deciding one of each image's cosines by these encoders. */
async function decided(
  keys: readonly EmbeddingKey[],
  cosinesBy: (key: EmbeddingKey) => Promise<Float64Array>,
  decide: (cosines: number[]) => number,
): Promise<Float64Array> {
  const [first, ...further] = keys;
  const cosines = await cosinesBy(first!);
  if (further.length === 0) return cosines;
  const others: Float64Array[] = [];
  for (const key of further) others.push(await cosinesBy(key));
  return cosines.map((own, k) => {
    const all = [own, ...others.map((other) => other[k]!)];
    return all.some(Number.isNaN) ? NaN : decide(all);
  });
}

/**
 * Cosines of one image with all, shard by shard: no more than one shard is held. NaN where an image has no
 * embedding any more.
 */
async function cosinesTo(
  ctx: Ctx,
  projectId: string,
  key: EmbeddingKey,
  imageIds: readonly string[],
  imageId: string,
): Promise<Float64Array> {
  const shards = new Map(
    (
      await ctx.db.embeddingShard.findMany({
        where: { projectId, ...key },
        select: { id: true, storageKey: true, rows: true, dimensions: true },
      })
    ).map((shard) => [shard.id, shard]),
  );
  const read = async (shardId: string): Promise<UnitRows> => {
    const shard = shards.get(shardId);
    const bytes = shard && (await ctx.storage.get(shard.storageKey));
    if (!shard || bytes?.length !== shard.rows * shard.dimensions * 4) throw damaged();
    const data = new Float32Array(new Uint8Array(bytes).buffer);
    return { data, count: shard.rows, dimensions: shard.dimensions };
  };
  const place = await ctx.db.embedding.findFirst({
    where: { imageId, ...key },
    select: { shardId: true, row: true },
  });
  if (!place) throw shards.size === 0 ? removed(key.encoderId) : leftOut(key.encoderId);
  const own = await read(place.shardId);
  const position = new Map(imageIds.map((id, at) => [id, at]));
  const cosines = new Float64Array(imageIds.length).fill(NaN);
  for await (const page of embeddingPages(ctx, key, shards.keys())) {
    for (const [shardId, entries] of byShard(page)) {
      const rows = await read(shardId);
      for (const entry of entries) {
        const at = position.get(entry.imageId);
        if (at !== undefined) cosines[at] = cosine(own, place.row, rows, entry.row);
      }
    }
  }
  return cosines;
}

function byShard<T extends { shardId: string }>(entries: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const group = groups.get(entry.shardId);
    if (group) group.push(entry);
    else groups.set(entry.shardId, [entry]);
  }
  return groups;
}

const damaged = (): AppError =>
  new AppError(
    'unprocessable',
    'The stored embeddings cannot be used: a shard is missing or cut off. Images and pairs are safe. Restore the data folder from a backup.',
    { key: 'embeddingsDamaged' },
  );

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
