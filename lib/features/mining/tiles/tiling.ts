/** How a large run is cut into tiles, as the job and its helpers know it. Planned once per run. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { JoinThresholds } from '@/lib/domain/mining/join';
import type { TileGrid } from '@/lib/domain/mining/tiles';
import type { Prisma } from '@/lib/infra/db/generated/client';
import { writePlaces, type PlacesFile } from '@/lib/infra/embeddings/row-places';
import { env } from '@/lib/infra/env';
import { defaultMemoryMB, fitJoin, rowsOfBlock } from '@/lib/infra/join/plan';
import { STALE_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { leftOutImages } from '@/lib/infra/left-out';
import { runEncoders, type RunEncoders } from '@/lib/infra/run-encoders';
import { placesKey, tilesPrefix } from '@/lib/infra/tile-result';

/**
 * A run of more images is cut. On two cores 131,072 are compared in about ten seconds, and a tile of two
 * such blocks in twice that: much more than claiming and loading it takes, and no great loss when its
 * worker dies. Both blocks are 2 GB at 768 and 1,024 dimensions.
 */
const BLOCK_IMAGES = 131_072;
/** Beyond this blocks grow instead: 32,896 tiles are enough for any number of workers. */
const MOST_BLOCKS = 256;

export interface Tiling extends RunEncoders {
  runId: string;
  projectId: string;
  thresholds: JoinThresholds;
  places: PlacesFile;
  grid: TileGrid;
  leftOut: number;
  /** By encoder, semantic before visual. */
  dimensions: readonly number[];
}

/** What of a run decides its tiles. */
export type CutRun = Pick<Tiling, 'projectId' | 'semantic' | 'visual'> & { id: string };

/** What the rows of one image take: one encoder is joined while those of all others are held beside it. */
export const rowSize = (dimensions: readonly number[]) => ({
  semanticDimensions: dimensions[0] ?? 0,
  visualDimensions: dimensions.slice(1).reduce((sum, one) => sum + one, 0),
});

export const miningMemoryMB = (): number => env().MINING_MEMORY_MB ?? defaultMemoryMB();

/**
 * The tiling of a run: the one that an earlier attempt planned, else a new one where the run is large or
 * more than this worker's memory holds; null where it is neither.
 */
export async function openTiling(
  ctx: WorkerCtx,
  run: CutRun,
  signal?: AbortSignal,
): Promise<Tiling | null> {
  const planned = await readTiling(ctx, run.id);
  if (planned && (await ctx.storage.stat(planned.places.key))) return planned;
  // A restored backup need not have it: what such a run had compared is compared again.
  if (planned) await closeTiling(ctx, planned);
  const keys = [...run.semantic, ...run.visual];
  const all = await Promise.all(keys.map((key) => stored(ctx, run.projectId, key)));
  const dimensions = all.map((one) => one.dimensions);
  const size = rowSize(dimensions);
  // Images that lack one embedding or are left out make it less; to count them takes a while.
  const most = Math.min(...all.map((one) => one.rows));
  const wanted = Math.max(env().MINING_BLOCK_IMAGES ?? BLOCK_IMAGES, Math.ceil(most / MOST_BLOCKS));
  const memoryMB = miningMemoryMB();
  const fits = fitJoin({ count: most, ...size, shared: true }, 1, memoryMB) !== null;
  if (most <= wanted && fits) return null;

  const key = placesKey(run.projectId, run.id, ctx.rng.uuid());
  const counts = await writePlaces(ctx, key, {
    projectId: run.projectId,
    keys,
    without: await leftOutImages(ctx.db, run.projectId),
    ...(signal ? { signal } : {}),
  });
  await ctx.db.miningTiling.createMany({
    data: {
      runId: run.id,
      placesKey: key,
      ...counts,
      ...dimensionColumns(run, dimensions),
      blockRows: rowsOfBlock(size, Math.min(wanted, Math.max(1, most)), memoryMB),
      wantedUntil: leaseEnd(ctx),
    },
    skipDuplicates: true,
  });
  const tiling = await readTiling(ctx, run.id);
  // An attempt that has not noticed yet that it was taken over may have been first.
  if (tiling?.places.key !== key) await ctx.storage.delete(key);
  return tiling;
}

/** The first encoder of each role has a column of its own. */
const dimensionColumns = ({ semantic }: CutRun, dimensions: readonly number[]) => ({
  semanticDimensions: dimensions[0]!,
  visualDimensions: dimensions[semantic.length]!,
  furtherDimensions: dimensions.filter((_, k) => k !== 0 && k !== semantic.length),
});

async function stored(ctx: WorkerCtx, projectId: string, key: EmbeddingKey) {
  const { _sum, _max } = await ctx.db.embeddingShard.aggregate({
    where: { projectId, ...key },
    _sum: { rows: true },
    _max: { dimensions: true },
  });
  return { rows: _sum.rows ?? 0, dimensions: _max.dimensions ?? 0 };
}

async function readTiling(ctx: WorkerCtx, runId: string): Promise<Tiling | null> {
  const row = await ctx.db.miningTiling.findUnique({ where: { runId }, include: { run: true } });
  return row && tilingOf(row);
}

/** Tilings that jobs want to be worked on, those that waited longest first. */
export async function wantedTilings(ctx: WorkerCtx): Promise<Tiling[]> {
  const rows = await ctx.db.miningTiling.findMany({
    where: { wantedUntil: { gt: ctx.clock.now() } },
    orderBy: { wantedUntil: 'asc' },
    include: { run: true },
  });
  return rows.map(tilingOf);
}

type Row = Prisma.MiningTilingGetPayload<{ include: { run: true } }>;

function tilingOf({ run, images, blockRows, ...row }: Row): Tiling {
  const encoders = runEncoders(run);
  const furtherSemantic = encoders.semantic.length - 1;
  return {
    ...encoders,
    runId: run.id,
    projectId: run.projectId,
    thresholds: { semanticAbove: run.minSemantic, visualBelow: run.maxVisual },
    places: { key: row.placesKey, encoders: encoders.semantic.length + encoders.visual.length },
    grid: { rows: images, blockRows },
    leftOut: row.leftOut,
    dimensions: [
      row.semanticDimensions,
      ...row.furtherDimensions.slice(0, furtherSemantic),
      row.visualDimensions,
      ...row.furtherDimensions.slice(furtherSemantic),
    ],
  };
}

/** A job wants it: for the length of a lease, or no longer. */
export async function want(ctx: WorkerCtx, { runId }: Tiling, wanted: boolean): Promise<void> {
  await ctx.db.miningTiling.updateMany({
    where: { runId },
    data: { wantedUntil: wanted ? leaseEnd(ctx) : ctx.clock.now() },
  });
}

export const isWanted = async (ctx: WorkerCtx, { runId }: Tiling): Promise<boolean> =>
  (await ctx.db.miningTiling.count({
    where: { runId, wantedUntil: { gt: ctx.clock.now() } },
  })) > 0;

/** Forgets a run's tiles, rows before files: whoever still compares one stores nothing. */
export async function closeTiling(
  ctx: Pick<WorkerCtx, 'db' | 'storage'>,
  { projectId, runId }: Pick<Tiling, 'projectId' | 'runId'>,
): Promise<void> {
  await ctx.db.miningTiling.deleteMany({ where: { runId } });
  for await (const { key } of ctx.storage.list(tilesPrefix(projectId, runId))) {
    await ctx.storage.delete(key);
  }
}

export const leaseEnd = (ctx: WorkerCtx): Date => new Date(ctx.clock.now().getTime() + STALE_MS);
