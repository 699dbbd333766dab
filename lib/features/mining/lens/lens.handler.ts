import { setImmediate } from 'node:timers/promises';
import { AppError, notFound } from '@/lib/domain/errors';
import { matchingTokens, type PatchGrid, type PatchMatch } from '@/lib/domain/lens/token-match';
import type { JobHandler } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { eyeOf } from './eyes';
import { readMatch, writeMatch } from './lens-file';
import { LENS_PAIR, type LensPair } from './lens-pair';
import type { LensPayload } from './schemas';

/** Patches of A between two looks at what else the worker has to do: some tens of milliseconds. */
const ROWS_AT_ONCE = 24;

/** One encoder that fails does not keep the other from being seen. */
export const handler: JobHandler<LensPayload> = async (ctx, { pairId, roles }, job) => {
  const pair = await ctx.db.pair.findUnique({
    where: { id: pairId, projectId: job.projectId },
    select: LENS_PAIR,
  });
  if (!pair) throw notFound('The pair');
  const failures: unknown[] = [];
  let done = 0;
  for (const role of roles) {
    job.signal.throwIfAborted();
    await job.progress({ done, total: roles.length });
    try {
      await computeEye(ctx, pair, role, job.signal);
    } catch (error) {
      job.signal.throwIfAborted();
      failures.push(error);
    }
    done += 1;
  }
  await job.progress({ done, total: roles.length });
  if (failures.length > 0) throw failures[0];
  return {};
};

async function computeEye(
  ctx: WorkerCtx,
  pair: LensPair,
  role: LensPayload['roles'][number],
  signal: AbortSignal,
): Promise<void> {
  const eye = await eyeOf(ctx, pair, role, ctx.encoders);
  if (!eye.usable) {
    throw new AppError(
      'unavailable',
      `The worker cannot use encoder "${eye.encoder}" for the lens (${eye.reason}). Nothing was computed. Install on the worker's machine what the server has, then try again.`,
      { key: 'lensEncoder', params: { encoder: eye.encoder, reason: eye.reason } },
    );
  }
  if (await readMatch(ctx.storage, eye.key)) return;
  const images = await Promise.all(
    [pair.imageA, pair.imageB].map(({ sha256 }) => ctx.storage.get(blobKey(sha256))),
  );
  const tokens = await ctx.pool.imageTokens(eye.description.id, images, { signal });
  const half = tokens.length / 2;
  const match = await matched(tokens.subarray(0, half), tokens.subarray(half), eye.grid, signal);
  await writeMatch(ctx.storage, eye.key, match);
}

async function matched(
  a: Float32Array,
  b: Float32Array,
  grid: PatchGrid,
  signal: AbortSignal,
): Promise<PatchMatch> {
  const steps = matchingTokens(a, b, grid);
  for (let row = 1; ; row += 1) {
    const step = steps.next();
    if (step.done) return step.value;
    if (row % ROWS_AT_ONCE > 0) continue;
    await setImmediate();
    signal.throwIfAborted();
  }
}
