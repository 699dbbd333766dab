/** How a large run is cut into tiles, as the job and its helpers know it. Planned once per run. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { JoinThresholds } from '@/lib/domain/mining/join';
import type { TileGrid } from '@/lib/domain/mining/tiles';
import type { Prisma } from '@/lib/infra/db/generated/client';
import { writePlaces } from '@/lib/infra/embeddings/row-places';
import { env } from '@/lib/infra/env';
import { defaultMemoryMB, fitJoin, rowsOfBlock } from '@/lib/infra/join/plan';
import { STALE_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { leftOutImages } from '@/lib/infra/left-out';
import { placesKey, tilesPrefix } from '@/lib/infra/tile-result';

/**
 * A run of more images is cut. On two cores 131,072 are compared in about ten seconds, and a tile of two
 * such blocks in twice that: much more than claiming and loading it takes, and no great loss when its
 * worker dies. Both blocks are 2 GB at 768 and 1,024 dimensions.
 */
const BLOCK_IMAGES = 131_072;
/** Beyond this blocks grow instead: 32,896 tiles are enough for any number of workers. */
const MOST_BLOCKS = 256;

export interface Tiling {
  runId: string;
  projectId: string;
  semantic: EmbeddingKey;
  visual: EmbeddingKey;
  thresholds: JoinThresholds;
  placesKey: string;
  grid: TileGrid;
  leftOut: number;
  semanticDimensions: number;
  visualDimensions: number;
}

/** What of a run decides its tiles. */
export type CutRun = Pick<Tiling, 'projectId' | 'semantic' | 'visual'> & { id: string };

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
  if (planned && (await ctx.storage.stat(planned.placesKey))) return planned;
  // A restored backup need not have it: what such a run had compared is compared again.
  if (planned) await closeTiling(ctx, planned);
  const [semantic, visual] = await Promise.all(
    [run.semantic, run.visual].map((key) => stored(ctx, run.projectId, key)),
  );
  const dimensions = {
    semanticDimensions: semantic!.dimensions,
    visualDimensions: visual!.dimensions,
  };
  // Images that lack one embedding or are left out make it less; to count them takes a while.
  const most = Math.min(semantic!.rows, visual!.rows);
  const wanted = Math.max(env().MINING_BLOCK_IMAGES ?? BLOCK_IMAGES, Math.ceil(most / MOST_BLOCKS));
  const memoryMB = miningMemoryMB();
  const fits = fitJoin({ count: most, ...dimensions, shared: true }, 1, memoryMB) !== null;
  if (most <= wanted && fits) return null;

  const key = placesKey(run.projectId, run.id, ctx.rng.uuid());
  const counts = await writePlaces(ctx, key, {
    ...run,
    without: await leftOutImages(ctx.db, run.projectId),
    ...(signal ? { signal } : {}),
  });
  await ctx.db.miningTiling.createMany({
    data: {
      runId: run.id,
      placesKey: key,
      ...counts,
      ...dimensions,
      blockRows: rowsOfBlock(dimensions, Math.min(wanted, Math.max(1, most)), memoryMB),
      wantedUntil: leaseEnd(ctx),
    },
    skipDuplicates: true,
  });
  const tiling = await readTiling(ctx, run.id);
  // An attempt that has not noticed yet that it was taken over may have been first.
  if (tiling?.placesKey !== key) await ctx.storage.delete(key);
  return tiling;
}

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

const tilingOf = ({ run, images, blockRows, ...row }: Row): Tiling => ({
  runId: run.id,
  projectId: run.projectId,
  semantic: {
    encoderId: run.semanticEncoder,
    weightsHash: run.semanticWeights,
    preprocessing: run.semanticPreprocessing,
  },
  visual: {
    encoderId: run.visualEncoder,
    weightsHash: run.visualWeights,
    preprocessing: run.visualPreprocessing,
  },
  thresholds: { semanticAbove: run.minSemantic, visualBelow: run.maxVisual },
  placesKey: row.placesKey,
  grid: { rows: images, blockRows },
  leftOut: row.leftOut,
  semanticDimensions: row.semanticDimensions,
  visualDimensions: row.visualDimensions,
});

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
