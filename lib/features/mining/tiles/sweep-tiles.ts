import type { Ctx } from '@/lib/infra/context';
import { runsWithTiles } from '@/lib/infra/tile-result';
import { closeTiling } from './tiling';

/** Who has not resumed a cancelled or failed run for a week will not miss what it had compared. */
const KEPT_MS = 7 * 24 * 3600 * 1000;

/**
 * Removes the tiles of runs that are finished, gone, or ended long ago without being resumed. A run that
 * is under way or waits is never touched. Returns the number of runs.
 */
export async function sweepTiles(ctx: Pick<Ctx, 'db' | 'storage' | 'clock'>): Promise<number> {
  let swept = 0;
  for (const ids of await runsWithTiles(ctx.storage)) {
    if (await isUnderWay(ctx, ids.runId)) continue;
    await closeTiling(ctx, ids);
    swept += 1;
  }
  return swept;
}

async function isUnderWay({ db, clock }: Pick<Ctx, 'db' | 'clock'>, runId: string) {
  const run = await db.miningRun.findUnique({ where: { id: runId } });
  if (!run || run.finishedAt) return false;
  const job = run.jobId ? await db.job.findUnique({ where: { id: run.jobId } }) : null;
  if (!job) return false;
  if (job.status !== 'FAILED' && job.status !== 'CANCELLED') return true;
  const ended = job.finishedAt ?? job.startedAt ?? job.createdAt;
  return clock.now().getTime() - ended.getTime() < KEPT_MS;
}
