import { sampleCosines, type DrawnPairs } from '@/lib/domain/mining/population';
import { pairsOfTile, rowsOf, tileAt, type Tile } from '@/lib/domain/mining/tiles';
import { joinAgreeingFast } from '@/lib/infra/join/agreeing';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { encodersKept } from '@/lib/infra/run-encoders';
import { columnsOf } from '@/lib/infra/run-result';
import { tileKey, writeTileResult, type TileResult } from '@/lib/infra/tile-result';
import type { HeldBlocks, TileRows } from './held-blocks';
import { finishTile, releaseTile, renewTile, type HeldTile } from './leases';
import { miningMemoryMB, type Tiling } from './tiling';

/** How often a lease is renewed and a helper asks whether it is still wanted. */
const BEAT_MS = 2_000;

export interface TileOptions {
  signal?: AbortSignal;
  /** Asked with each renewal; a helper stops as soon as it says no. */
  stillWanted?: () => Promise<boolean>;
}

/** What a lost lease and an unwanted tile abort with: nobody's failure. */
class LetGo extends Error {}

/**
 * Compares and stores a claimed tile, keeping its lease. Returns the number of pairs compared: 0 where the
 * tile went to another worker or is no longer wanted. It is given back when this throws.
 */
export async function compareTile(
  ctx: WorkerCtx,
  tiling: Tiling,
  { blocks, drawn }: { blocks: HeldBlocks; drawn: DrawnPairs },
  held: HeldTile,
  { signal, stillWanted }: TileOptions,
): Promise<number> {
  const lease = keepLease(ctx, held, stillWanted);
  const both = signal ? AbortSignal.any([signal, lease.signal]) : lease.signal;
  try {
    const tile = tileAt(tiling.grid, held.number);
    const rows = await blocks.hold(tile, both);
    const { thresholds, agreement } = tiling;
    const passing = await joinAgreeingFast(
      { semantic: rows.semantic, visual: rows.visual, thresholds, agreement },
      {
        memoryMB: miningMemoryMB(),
        signal: both,
        onProgress: lease.progress,
        ...(rows.split === undefined ? {} : { split: rows.split }),
      },
    );
    const compared = pairsOfTile(tiling.grid, tile);
    const result: TileResult = {
      passing: columnsOf(
        passing.map((pair) => ({ ...pair, i: rows.rowOf(pair.i), j: rows.rowOf(pair.j) })),
        encodersKept(tiling),
      ),
      sample: sampleIn(tiling, tile, rows, drawn),
    };
    return (await storeTile(ctx, tiling, held, result, compared)) ? compared : 0;
  } catch (error) {
    await releaseTile(ctx, held).catch((failed: unknown) =>
      // The lease ends by itself.
      ctx.log.warn({ err: failed }, 'tile not given back'),
    );
    if (error instanceof LetGo) return 0;
    throw error;
  } finally {
    lease.close();
  }
}

function keepLease(ctx: WorkerCtx, held: HeldTile, stillWanted: TileOptions['stillWanted']) {
  const control = new AbortController();
  let compared = 0;
  const beat = async (): Promise<void> => {
    if (!(await renewTile(ctx, held, compared))) control.abort(new LetGo('taken over'));
    else if (stillWanted && !(await stillWanted())) control.abort(new LetGo('not wanted'));
  };
  const timer = setInterval(() => {
    // The database being away for a moment must not cost a tile; whoever takes it over decides.
    beat().catch((error: unknown) => ctx.log.warn({ err: error }, 'lease not renewed'));
  }, BEAT_MS);
  return {
    signal: control.signal,
    progress: (done: number) => {
      compared = done;
    },
    close: () => clearInterval(timer),
  };
}

/** Both cosines of the drawn pairs that lie in this tile, while its rows are at hand. */
function sampleIn(
  { grid, agreement }: Tiling,
  { left, right }: Tile,
  { split = 0, ...matrices }: TileRows,
  drawn: DrawnPairs,
): TileResult['sample'] {
  const [from] = rowsOf(grid, left);
  const [first] = rowsOf(grid, right);
  const blockOf = (row: number): number => Math.floor(row / grid.blockRows);
  const at: number[] = [];
  for (let k = 0; k < drawn.i.length; k += 1) {
    if (blockOf(drawn.i[k]!) === left && blockOf(drawn.j[k]!) === right) at.push(k);
  }
  const i = at.map((k) => drawn.i[k]! - from);
  const j = at.map((k) => split + drawn.j[k]! - first);
  return { at: Uint32Array.from(at), ...sampleCosines(matrices, i, j, agreement) };
}

/** File first, its row after it: who has lost the lease indexes nothing and leaves nothing behind. */
async function storeTile(
  ctx: WorkerCtx,
  { projectId, runId }: Tiling,
  held: HeldTile,
  result: TileResult,
  compared: number,
): Promise<boolean> {
  const key = tileKey(projectId, runId, held.fileId);
  await writeTileResult(ctx.storage, key, result);
  const stored = await finishTile(ctx, held, { compared, passing: result.passing.i.length });
  if (!stored) await ctx.storage.delete(key);
  return stored;
}
