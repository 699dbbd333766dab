/**
 * The images nearest to one, by the encoders of either role of a run: why a pair was found, and what else
 * is like it. Where a role has several encoders, by the cosine that decides.
 */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { notFound } from '@/lib/domain/errors';
import { decidingSemantic, decidingVisual } from '@/lib/domain/mining/agreement';
import type { Ctx } from '@/lib/infra/context';
import type { ImageRef } from '../queries';
import { cosinesTo } from './cosines-to';
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
  const by = (key: EmbeddingKey) =>
    cosinesTo(ctx, { projectId, key, imageIds, imageId: input.imageId });
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
