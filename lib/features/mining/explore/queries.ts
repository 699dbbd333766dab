import {
  countPassing,
  densityOf,
  yieldAt,
  type Density,
  type Thresholds,
  type Yield,
} from '@/lib/domain/mining/explore';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import type { Ctx } from '@/lib/infra/context';
import type { ImageRef } from '../queries';
import type { ExploreSort, PassingQuery } from './schemas';
import { storedRun, type StoredRun } from './stored-run';

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

/** Orders of the last run that was looked at: sorting 5 million pairs takes seconds. */
const orders = new WeakMap<StoredRun['result'], Map<ExploreSort, Uint32Array>>();

function orderOf({ result }: StoredRun, sort: ExploreSort): Uint32Array {
  const known = orders.get(result) ?? new Map<ExploreSort, Uint32Array>();
  orders.set(result, known);
  let order = known.get(sort);
  if (!order) {
    const { semantic, visual } = result.passing;
    const key = {
      gap: (k: number) => visual[k]! - semantic[k]!,
      semantic: (k: number) => -semantic[k]!,
      visual: (k: number) => visual[k]!,
    }[sort];
    const keys = Float64Array.from(semantic, (_, k) => key(k));
    order = Uint32Array.from(semantic, (_, k) => k).sort((p, q) => keys[p]! - keys[q]! || p - q);
    known.set(sort, order);
  }
  return order;
}

interface KnownPair {
  imageAId: string;
  imageBId: string;
  number: number;
  status: PairStatus;
}

/** A window of the pairs that passed, sorted, and how many there are at these thresholds. */
export async function passingPairs(
  ctx: Ctx,
  input: { projectId: string; runId: string; query: PassingQuery },
): Promise<{ total: number; pairs: PassingPair[] }> {
  const { projectId, query } = input;
  const run = await storedRun(ctx, projectId, input.runId);
  const { passing, imageIds } = run.result;
  const at = { minSemantic: query.s, maxVisual: query.v };
  const total = countPassing(passing, at);
  const wanted: number[] = [];
  let seen = 0;
  for (const k of orderOf(run, query.sort)) {
    if (wanted.length >= query.count) break;
    if (!(passing.semantic[k]! > query.s && passing.visual[k]! < query.v)) continue;
    if (seen >= query.from) wanted.push(k);
    seen += 1;
  }
  const ids = wanted.flatMap((k) => [imageIds[passing.i[k]!]!, imageIds[passing.j[k]!]!]);
  const images = await imagesOf(ctx, projectId, ids);
  const known = await ctx.db.$queryRaw<KnownPair[]>`
    SELECT p."imageAId", p."imageBId", p."number", p."status"::text AS "status"
    FROM unnest(
      ${wanted.map((k) => imageIds[passing.i[k]!]!)}::uuid[],
      ${wanted.map((k) => imageIds[passing.j[k]!]!)}::uuid[]
    ) AS w("a", "b")
    JOIN "Pair" p
      ON p."projectId" = ${projectId}::uuid AND p."imageAId" = w."a" AND p."imageBId" = w."b"`;
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
        status: pair?.status ?? null,
      },
    ];
  });
  return { total, pairs };
}

export async function imagesOf(
  ctx: Ctx,
  projectId: string,
  ids: readonly string[],
): Promise<Map<string, ImageRef>> {
  const images = await ctx.db.image.findMany({
    where: { projectId, id: { in: [...new Set(ids)] } },
    select: { id: true, width: true, height: true },
  });
  return new Map(images.map((image) => [image.id, image]));
}
