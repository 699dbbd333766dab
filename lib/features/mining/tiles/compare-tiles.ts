import { AppError } from '@/lib/domain/errors';
import { maxPairsOf } from '@/lib/domain/mining/agreement';
import { DEFAULT_MAX_PAIRS } from '@/lib/domain/mining/join';
import { tilesOf } from '@/lib/domain/mining/tiles';
import { tooManyPairs } from '@/lib/domain/mining/too-many-pairs';
import { HEARTBEAT_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { stateOfTiles } from './leases';
import { cosinesSoFar, mergeTiles, type Merged } from './merge-tiles';
import { tilePass } from './tile-pass';
import { miningMemoryMB, want, type Tiling } from './tiling';

/** How often to look how far all workers are, and how soon first: the last tile of another may be nearly done. */
const LOOK_MS = 500;
const SOON_MS = 20;
/** A worker that cannot hold two blocks waits so long for one that can. */
const PATIENCE_MS = 60_000;

export interface CompareTilesOptions {
  signal: AbortSignal;
  /** Pairs compared by all workers, all pairs, and pairs per second since this attempt began. */
  onProgress: (done: number, total: number, perSecond: number) => void;
}

/**
 * Compares what is left of a run's tiles together with all workers that help (`helpMining`), and merges
 * what all found. Tiles that are done, in this attempt or an earlier one, are not compared again.
 */
export async function compareTiles(
  ctx: WorkerCtx,
  tiling: Tiling,
  { signal, onProgress }: CompareTilesOptions,
): Promise<Merged> {
  const tiles = tilesOf(tiling.grid);
  const total = (tiling.grid.rows * (tiling.grid.rows - 1)) / 2;
  const begun = ctx.clock.now().getTime();
  const before = (await stateOfTiles(ctx, tiling)).compared;
  const most = maxPairsOf(tiling.dimensions.length, DEFAULT_MAX_PAIRS);
  const refused = new AbortController();
  const stop = AbortSignal.any([signal, refused.signal]);
  let looks = 0;
  let told = 0;
  const look = async () => {
    const turn = (looks += 1);
    const state = await stateOfTiles(ctx, tiling);
    // The timer's look and the loop's may overtake each other: progress does not go back to an older one.
    if (turn > told) {
      told = turn;
      const seconds = Math.max(1, ctx.clock.now().getTime() - begun) / 1000;
      onProgress(state.compared, total, Math.round(Math.max(0, state.compared - before) / seconds));
    }
    if (state.passing > most) {
      refused.abort(tooManyPairs(most, await cosinesSoFar(ctx, tiling)));
    }
    return state;
  };
  const timers = [
    repeat(ctx, HEARTBEAT_MS, () => want(ctx, tiling, true)),
    repeat(ctx, 2 * LOOK_MS, look),
  ];
  try {
    await want(ctx, tiling, true);
    for (let waited = 0; ;) {
      const pass = await tilePass(ctx, tiling, { signal: stop });
      for (let ms = SOON_MS; ; ms = Math.min(LOOK_MS, 2 * ms)) {
        const { done, held } = await look();
        stop.throwIfAborted();
        if (done === tiles) {
          const merged = await mergeTiles(ctx, tiling);
          if (merged) return merged;
          break;
        }
        // What others hold is theirs until they have stored it or died.
        if (done + held < tiles && !pass.refused) {
          await refuseIfGone(ctx, tiling);
          break;
        }
        waited = held > 0 || !pass.refused ? 0 : waited + ms;
        if (waited > PATIENCE_MS) throw tooLarge(tiling);
        await new Promise((resolve) => setTimeout(resolve, ms));
      }
    }
  } finally {
    for (const timer of timers) clearInterval(timer);
    await want(ctx, tiling, false);
  }
}

const repeat = (ctx: WorkerCtx, ms: number, work: () => Promise<unknown>) =>
  setInterval(() => {
    work().catch((error: unknown) => ctx.log.warn({ err: error }, 'tiles not looked at'));
  }, ms);

/** Somebody removed them, as too old to be resumed. */
async function refuseIfGone(ctx: WorkerCtx, { runId }: Tiling): Promise<void> {
  if ((await ctx.db.miningTiling.count({ where: { runId } })) > 0) return;
  throw new AppError(
    'conflict',
    'What this run had compared so far was removed meanwhile. Images and pairs are safe. Resume it, and it compares everything again.',
    { key: 'tilesRemoved' },
  );
}

/** A worker with more memory planned the run; there was none for a while. */
function tooLarge({ grid }: Tiling): AppError {
  const rows = Math.min(grid.rows, 2 * grid.blockRows);
  return new AppError(
    'unprocessable',
    `This run compares ${rows} images at a time, more than fit into the ${miningMemoryMB()} MB that mining may use here, and no worker with more memory took part. What was compared is kept. Raise MINING_MEMORY_MB or start a worker with more memory, then resume.`,
    { key: 'tilesTooLarge', params: { count: rows, allowed: miningMemoryMB() } },
  );
}
