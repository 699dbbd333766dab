import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { tilePass } from './tile-pass';
import { isWanted, wantedTilings } from './tiling';

/**
 * What an idle worker does: compares tiles of the runs that jobs of other workers want, which takes no
 * encoder. Ends when there is nothing left to claim, and gives its tile back within seconds when `idle`
 * says that it has a job of its own: two comparisons at once would take twice the memory.
 * Returns the number of pairs that it compared.
 */
export async function helpMining(
  ctx: WorkerCtx,
  signal: AbortSignal,
  idle: () => boolean = () => true,
): Promise<number> {
  let compared = 0;
  for (const tiling of await wantedTilings(ctx)) {
    const stillWanted = async () => idle() && (await isWanted(ctx, tiling));
    compared += (await tilePass(ctx, tiling, { signal, stillWanted })).compared;
  }
  return compared;
}
