import {
  densityOf,
  yieldAt,
  type Density,
  type Thresholds,
  type Yield,
} from '@/lib/domain/mining/explore';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import type { Ctx } from '@/lib/infra/context';
import { toldStatus } from '@/lib/infra/told-status';
import type { ImageRef } from '../queries';
import { passingList } from './passing-list';
import type { PassingQuery } from './schemas';
import { storedRun } from './stored-run';

export interface Exploration {
  runId: string;
  mined: Thresholds;
  /** Pairs that passed. */
  passing: number;
  images: number;
  population: number;
  sampled: number;
  /** The sample is every pair. */
  whole: boolean;
  density: Density;
}

/** What the explorer draws of a run. Throws what `storedRun` throws. */
export async function exploreRun(ctx: Ctx, projectId: string, runId: string): Promise<Exploration> {
  const { id, mined, result } = await storedRun(ctx, projectId, runId);
  return {
    runId: id,
    mined,
    passing: result.passing.i.length,
    images: result.imageIds.length,
    population: result.sample.population,
    sampled: result.sample.semantic.length,
    whole: result.sample.whole,
    density: densityOf(result.sample, mined),
  };
}

/** How many pairs a run with other thresholds would let pass. */
export async function runYield(
  ctx: Ctx,
  input: { projectId: string; runId: string } & Thresholds,
): Promise<Yield> {
  const { mined, result } = await storedRun(ctx, input.projectId, input.runId);
  return yieldAt(result.passing, result.sample, mined, input);
}

export interface PassingPair {
  /** Position in the sorted list. */
  at: number;
  semantic: number;
  visual: number;
  a: ImageRef;
  b: ImageRef;
  /** Of a pair that the project keeps; one that was cut off by the cap has none. */
  number: number | null;
  status: PairStatus | null;
}

interface KnownPair {
  imageAId: string;
  imageBId: string;
  id: string;
  number: number;
  status: PairStatus;
}

/** A window of the pairs that passed, filtered and sorted, and how many there are at these thresholds. */
export async function passingPairs(
  ctx: Ctx,
  input: { projectId: string; runId: string; query: PassingQuery },
): Promise<{ total: number; pairs: PassingPair[] }> {
  const { projectId, query } = input;
  const run = await storedRun(ctx, projectId, input.runId);
  const { passing, imageIds } = run.result;
  const list = await passingList(ctx, projectId, run, query);
  const wanted = [...list.subarray(query.from, query.from + query.count)];
  const ids = wanted.flatMap((k) => [imageIds[passing.i[k]!]!, imageIds[passing.j[k]!]!]);
  const images = await imagesOf(ctx, projectId, ids);
  // Pair by pair through the unique index; a join would read every pair of the project.
  const known = await ctx.db.$queryRaw<KnownPair[]>`
    SELECT w."a" AS "imageAId", w."b" AS "imageBId", p."id", p."number", p."status"::text AS "status"
    FROM unnest(
      ${wanted.map((k) => imageIds[passing.i[k]!]!)}::uuid[],
      ${wanted.map((k) => imageIds[passing.j[k]!]!)}::uuid[]
    ) AS w("a", "b")
    CROSS JOIN LATERAL (
      SELECT "id", "number", "status" FROM "Pair"
      WHERE "projectId" = ${projectId}::uuid AND "imageAId" = w."a" AND "imageBId" = w."b" LIMIT 1
    ) p`;
  const told = await toldStatus(ctx, projectId);
  const byImages = new Map(known.map((pair) => [`${pair.imageAId} ${pair.imageBId}`, pair]));
  const pairs = wanted.flatMap((k, offset) => {
    const [a, b] = [images.get(imageIds[passing.i[k]!]!), images.get(imageIds[passing.j[k]!]!)];
    // An image that was removed since takes its pairs with it.
    if (!a || !b) return [];
    const pair = byImages.get(`${a.id} ${b.id}`);
    return [
      {
        at: query.from + offset,
        semantic: passing.semantic[k]!,
        visual: passing.visual[k]!,
        a,
        b,
        number: pair?.number ?? null,
        status: pair ? told.of(pair) : null,
      },
    ];
  });
  return { total: list.length, pairs };
}

export async function imagesOf(
  ctx: Ctx,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, ImageRef>> {
  // By their ids alone: with the project among the conditions a database without statistics, as the
  // embedded one is, takes an index that begins with the project.
  const images = await ctx.db.image.findMany({
    where: { id: { in: [...new Set(ids)] } },
    select: { id: true, width: true, height: true, projectId: true },
  });
  return new Map(
    images
      .filter((image) => image.projectId === projectId)
      .map(({ id, width, height }) => [id, { id, width, height }]),
  );
}
