import { ENCODER_ROLES } from '@/lib/domain/encoders';
import type { Lens } from '@/lib/domain/lens/lens';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { lensPair } from './lens-pair';
import { lensJobs, lensOf } from './read-lens';
import type { LensRef } from './schemas';

/**
 * Has the worker compute what of the pair's lens is missing, unless it is at it already, and says how far
 * it is. A failed or cancelled attempt is forgotten. Throws as `readLens`.
 */
export async function startLens(
  ctx: Ctx,
  ref: LensRef,
  encoders: EncoderRegistry = installedEncoders(),
): Promise<Lens> {
  const pair = await lensPair(ctx, ref);
  const lens = await lensOf(ctx, pair, encoders);
  const roles = ENCODER_ROLES.filter((role) => lens.eyes[role].state === 'pending');
  if (roles.length === 0) return lens;
  await inTransaction(ctx.db, async (tx) => {
    // Two who look at once are one job.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`lens:${pair.id}`}, 0))`;
    const where = lensJobs(pair);
    const live = await tx.job.count({ where: { ...where, status: { in: ['QUEUED', 'RUNNING'] } } });
    if (live > 0) return;
    // One row per pair is all that is kept of these small jobs.
    await tx.job.deleteMany({ where });
    await ctx.jobs.enqueue(tx, {
      kind: 'lens',
      projectId: pair.projectId,
      payload: { pairId: pair.id, roles },
      createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    });
  });
  return lensOf(ctx, pair, encoders);
}
