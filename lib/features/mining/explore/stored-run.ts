/** A finished run with the file of all that it found. */
import { AppError, notFound } from '@/lib/domain/errors';
import type { Thresholds } from '@/lib/domain/mining/explore';
import { authorize, type Ctx } from '@/lib/infra/context';
import { runEncoders, type RunEncoders } from '@/lib/infra/run-encoders';
import { readRunResult, type RunResult } from '@/lib/infra/run-result';

export interface StoredRun extends RunEncoders {
  id: string;
  mined: Thresholds;
  perImage: number;
  result: RunResult;
}

/** Files never change once a run has ended; a run of 5 million pairs takes 120 MB. */
const KEPT = 2;
const results = new Map<string, Promise<RunResult>>();

function cached(ctx: Ctx, key: string): Promise<RunResult> {
  const known = results.get(key) ?? readRunResult(ctx.storage, key);
  results.delete(key);
  results.set(key, known);
  known.catch(() => results.delete(key));
  for (const old of results.keys()) {
    if (results.size <= KEPT) break;
    results.delete(old);
  }
  return known;
}

/**
 * Throws `not-found` for a run of another project or one that has not ended, `unprocessable` for one from
 * before all pairs were kept or whose file is damaged.
 */
export async function storedRun(ctx: Ctx, projectId: string, runId: string): Promise<StoredRun> {
  authorize(ctx, 'mining:view', projectId);
  const run = await ctx.db.miningRun.findFirst({
    where: { id: runId, projectId, finishedAt: { not: null } },
  });
  if (!run) throw notFound('The mining run');
  if (!run.resultKey) {
    throw new AppError(
      'unprocessable',
      'This run is from before all pairs that passed were kept, or looked at fewer than two images. Mine again to explore.',
      { key: 'runNotExplorable' },
    );
  }
  return {
    id: run.id,
    mined: { minSemantic: run.minSemantic, maxVisual: run.maxVisual },
    ...runEncoders(run),
    perImage: run.perImage,
    result: await cached(ctx, run.resultKey),
  };
}
