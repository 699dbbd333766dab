import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { encoderKeys } from './encoder-keys';
import { runParameters } from './run-parameters';
import type { MiningFields } from './schemas';

/**
 * Notes a mining run with its parameters and the exact encoders, and enqueues it. The job encodes
 * what is missing first. Throws 'unprocessable' for an encoder of the wrong role or fewer than two
 * images, 'not-found' or 'unavailable' for an encoder that cannot be used.
 */
export async function startMining(
  ctx: Ctx,
  input: MiningFields & { projectId: string },
  encoders: EncoderRegistry = installedEncoders(),
): Promise<{ runId: string; jobId: string }> {
  authorize(ctx, 'mining:run', input.projectId);
  const keys = await encoderKeys(ctx, input, encoders);
  const images = await ctx.db.image.count({ where: { projectId: input.projectId } });
  if (images < 2) {
    throw new AppError('unprocessable', 'Mining needs at least two images. Add images first.', {
      key: 'miningNeedsImages',
    });
  }
  const createdById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return inTransaction(ctx.db, async (tx) => {
    const run = await tx.miningRun.create({
      data: {
        projectId: input.projectId,
        ...runParameters(input, keys),
        createdById,
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    const jobId = await ctx.jobs.enqueue(tx, {
      kind: 'mine',
      projectId: input.projectId,
      payload: { runId: run.id },
      createdById,
    });
    await tx.miningRun.update({ where: { id: run.id }, data: { jobId }, select: { id: true } });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'mining.start',
      subjectType: 'MiningRun',
      subjectId: run.id,
      data: { minSemantic: input.minSemantic, maxVisual: input.maxVisual },
    });
    return { runId: run.id, jobId };
  });
}
