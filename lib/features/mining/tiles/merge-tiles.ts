import { byRows, type BlindPair } from '@/lib/domain/mining/join';
import { drawPairs, type PopulationSample } from '@/lib/domain/mining/population';
import { createRng } from '@/lib/domain/rng';
import { isAppError } from '@/lib/domain/errors';
import type { FoundCosines } from '@/lib/domain/mining/too-many-pairs';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { readTileResult, tileKey, type TileResult } from '@/lib/infra/tile-result';
import { SAMPLED } from '../sampled';
import { redoTile } from './leases';
import type { Tiling } from './tiling';

export interface Merged {
  /** Ordered by i, then j. */
  passing: BlindPair[];
  sample: PopulationSample;
}

/**
 * What all tiles found, as if one worker had compared everything at once. Null where a file is missing or
 * damaged: its tile is to be compared again.
 */
export async function mergeTiles(ctx: WorkerCtx, tiling: Tiling): Promise<Merged | null> {
  const { runId, projectId, grid } = tiling;
  const { population, whole, i } = drawPairs(grid.rows, createRng(runId), SAMPLED);
  const sample: PopulationSample = {
    population,
    whole,
    semantic: new Float32Array(i.length),
    visual: new Float32Array(i.length),
  };
  const passing: BlindPair[] = [];
  let complete = true;
  const tiles = await ctx.db.miningTile.findMany({
    where: { runId, leaseExpiresAt: null },
    orderBy: { number: 'asc' },
  });
  for (const tile of tiles) {
    const result = await readOrNull(ctx, tileKey(projectId, runId, tile.fileId));
    if (result?.passing.i.length !== tile.passing) {
      ctx.log.warn({ run: runId, tile: tile.number }, 'tile compared again: its file is damaged');
      await redoTile(ctx, tile);
      complete = false;
    } else if (complete) add(result, passing, sample);
  }
  return complete ? { passing: passing.sort(byRows), sample } : null;
}

function add({ passing: found, sample }: TileResult, passing: BlindPair[], all: PopulationSample) {
  found.i.forEach((i, k) =>
    passing.push({
      i,
      j: found.j[k]!,
      semantic: found.semantic[k]!,
      visual: found.visual[k]!,
      ...(found.each.length > 0 && { each: found.each.map((cosines) => cosines[k]!) }),
    }),
  );
  sample.at.forEach((at, k) => {
    all.semantic[at] = sample.semantic[k]!;
    all.visual[at] = sample.visual[k]!;
  });
}

/** Files read for `cosinesSoFar`: a tile of a full block may hold a million pairs. */
const SOME_TILES = 4;

/** Cosines of pairs that tiles found which are done, of some tiles with the most; no tile is compared again for it. */
export async function cosinesSoFar(
  ctx: WorkerCtx,
  { runId, projectId, dimensions }: Tiling,
): Promise<FoundCosines> {
  const tiles = await ctx.db.miningTile.findMany({
    where: { runId, leaseExpiresAt: null },
    orderBy: { passing: 'desc' },
    take: SOME_TILES,
  });
  const semantic: number[] = [];
  const visual: number[] = [];
  for (const tile of tiles) {
    const passing = (await readOrNull(ctx, tileKey(projectId, runId, tile.fileId)))?.passing;
    passing?.semantic.forEach((value) => semantic.push(value));
    passing?.visual.forEach((value) => visual.push(value));
  }
  return { semantic, visual, several: dimensions.length > 2 };
}

async function readOrNull(ctx: WorkerCtx, key: string): Promise<TileResult | null> {
  try {
    return await readTileResult(ctx.storage, key);
  } catch (error) {
    if (isAppError(error) && ['not-found', 'unprocessable'].includes(error.code)) return null;
    throw error;
  }
}
