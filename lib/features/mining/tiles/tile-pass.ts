import { drawPairs, type DrawnPairs } from '@/lib/domain/mining/population';
import { createRng } from '@/lib/domain/rng';
import { fitJoin } from '@/lib/infra/join/plan';
import { othersWait, takeTurn } from '@/lib/infra/join/turn';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { SAMPLED } from '../sampled';
import { compareTile, type TileOptions } from './compare-tile';
import { HeldBlocks } from './held-blocks';
import { claimTile } from './leases';
import { miningMemoryMB, rowSize, type Tiling } from './tiling';

/** Runs that this process has refused to help, so that it says so once. */
const refused = new Set<string>();

/**
 * Compares tiles until none is left to claim. `refused`: none was tried, as two blocks of this run do not
 * fit into this worker's memory; they were planned by one with more.
 */
export async function tilePass(
  ctx: WorkerCtx,
  tiling: Tiling,
  options: TileOptions,
): Promise<{ compared: number; refused: boolean }> {
  if (!hasRoom(tiling)) {
    if (!refused.has(tiling.runId)) {
      refused.add(tiling.runId);
      ctx.log.warn(
        { run: tiling.runId, blockRows: tiling.grid.blockRows, memoryMB: miningMemoryMB() },
        'tiles refused: too large for the memory that mining may use here; raise MINING_MEMORY_MB',
      );
    }
    return { compared: 0, refused: true };
  }
  let blocks: HeldBlocks | undefined;
  let drawn: DrawnPairs | undefined;
  let compared = 0;
  let endTurn: (() => void) | undefined;
  try {
    for (;;) {
      endTurn ??= await takeTurn(options.signal);
      options.signal?.throwIfAborted();
      if (options.stillWanted && !(await options.stillWanted())) break;
      const held = await claimTile(ctx, tiling);
      if (!held) break;
      blocks ??= new HeldBlocks(ctx, tiling);
      drawn ??= drawPairs(tiling.grid.rows, createRng(tiling.runId), SAMPLED);
      compared += await compareTile(ctx, tiling, { blocks, drawn }, held, options);
      // A small run need not wait for all tiles of a large one. Its memory is that of these blocks.
      if (!othersWait()) continue;
      blocks = undefined;
      endTurn();
      endTurn = undefined;
    }
  } finally {
    endTurn?.();
  }
  return { compared, refused: false };
}

function hasRoom({ grid, dimensions }: Tiling): boolean {
  const count = Math.min(grid.rows, 2 * grid.blockRows);
  return fitJoin({ count, ...rowSize(dimensions), shared: true }, 1, miningMemoryMB()) !== null;
}
