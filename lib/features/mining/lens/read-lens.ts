import type { EncoderRole } from '@/lib/domain/encoders';
import type { Lens, LensEye } from '@/lib/domain/lens/lens';
import { seenBox } from '@/lib/domain/lens/seen-box';
import type { Ctx } from '@/lib/infra/context';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { ERROR_COLUMNS, readError } from '@/lib/infra/jobs/kept-error';
import { rememberLens } from '@/lib/infra/reviewable';
import { eyeOf } from './eyes';
import { readMatch } from './lens-file';
import { lensPair, type LensPair } from './lens-pair';
import type { LensRef } from './schemas';

/** A worker says that it lives every 5 s; one that was not heard for so long is taken for gone. */
const SILENT_MS = 15_000;

/**
 * What each of the two encoders sees that differs, as far as it is computed. Computes nothing, and
 * remembers who was given a map. Throws 'not-found', and 'forbidden' for a reviewer who has not answered.
 */
export async function readLens(
  ctx: Ctx,
  ref: LensRef,
  encoders: EncoderRegistry = installedEncoders(),
): Promise<Lens> {
  return lensOf(ctx, await lensPair(ctx, ref), encoders);
}

export async function lensOf(ctx: Ctx, pair: LensPair, encoders: EncoderRegistry): Promise<Lens> {
  const [semantic, visual] = await Promise.all([
    lensEye(ctx, pair, 'semantic', encoders),
    lensEye(ctx, pair, 'visual', encoders),
  ]);
  const eyes = { semantic, visual };
  // Before the maps leave: whoever has them is not asked the pair's question blind.
  if (ctx.actor.kind === 'user' && Object.values(eyes).some(({ state }) => state === 'ready')) {
    await rememberLens(ctx.db, {
      pairId: pair.id,
      userId: ctx.actor.userId,
      now: ctx.clock.now(),
    });
  }
  const pending = Object.values(eyes).some(({ state }) => state === 'pending');
  const job = pending ? await progressOf(ctx, pair) : { progress: 'ready' as const, error: null };
  return { ...job, eyes };
}

async function lensEye(
  ctx: Ctx,
  pair: LensPair,
  role: EncoderRole,
  encoders: EncoderRegistry,
): Promise<LensEye> {
  const eye = await eyeOf(ctx, pair, role, encoders);
  const { encoder } = eye;
  if (!eye.usable) return { state: 'unavailable', encoder, reason: eye.reason };
  const match = await readMatch(ctx.storage, eye.key);
  if (!match) return { state: 'pending', encoder };
  const { preprocessing } = eye.description.image;
  return {
    state: 'ready',
    encoder,
    match,
    boxA: seenBox(pair.imageA, preprocessing),
    boxB: seenBox(pair.imageB, preprocessing),
  };
}

/** Jobs of a pair's lens. */
export const lensJobs = (pair: Pick<LensPair, 'id' | 'projectId'>) => ({
  kind: 'lens',
  projectId: pair.projectId,
  payload: { path: ['pairId'], equals: pair.id },
});

async function progressOf(ctx: Ctx, pair: LensPair): Promise<Pick<Lens, 'progress' | 'error'>> {
  const job = await ctx.db.job.findFirst({
    where: lensJobs(pair),
    orderBy: { id: 'desc' },
    select: { status: true, ...ERROR_COLUMNS },
  });
  switch (job?.status) {
    case 'QUEUED':
    case 'RUNNING': {
      const since = new Date(ctx.clock.now().getTime() - SILENT_MS);
      const workers = await ctx.db.workerHeartbeat.count({ where: { seenAt: { gte: since } } });
      return { progress: workers > 0 ? 'working' : 'no-worker', error: null };
    }
    case 'FAILED':
      return { progress: 'failed', error: readError(job) };
    default:
      return { progress: 'absent', error: null };
  }
}
