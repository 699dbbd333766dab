import { catalogueEntry } from '@/lib/domain/catalogue';
import { AppError, notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import type { PullPayload } from './schemas';

/**
 * Enqueues the download of an encoder of the catalogue. Encoders belong to the installation: where
 * another project's job is at it already, this one is refused with `conflict`.
 */
export async function startPull(
  ctx: Ctx,
  { projectId, encoderId }: PullPayload & { projectId: string },
  find = catalogueEntry,
): Promise<{ jobId: string }> {
  authorize(ctx, 'models:manage', projectId);
  const entry = find(encoderId);
  if (!entry) throw notFound('The encoder');
  if (!entry.hub) {
    throw new AppError(
      'unprocessable',
      `No ONNX export of ${entry.name} is published. Its page says how to make one.`,
      { key: 'encoderNotPublished', params: { encoder: entry.name } },
    );
  }
  return inTransaction(ctx.db, async (tx) => {
    // Two clicks at once are one download.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`pull:${encoderId}`}, 0))`;
    const live = await tx.job.findFirst({
      where: {
        kind: 'pull-encoder',
        status: { in: ['QUEUED', 'RUNNING'] },
        payload: { path: ['encoderId'], equals: encoderId },
      },
      select: { id: true },
    });
    if (live) {
      throw new AppError('conflict', `${entry.name} is being downloaded already.`, {
        key: 'encoderPulling',
        params: { encoder: entry.name },
      });
    }
    const jobId = await ctx.jobs.enqueue(tx, {
      kind: 'pull-encoder',
      projectId,
      payload: { encoderId },
      createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    });
    await audit(tx, ctx, {
      projectId,
      action: 'model.pull',
      subjectType: 'Encoder',
      subjectId: encoderId,
      data: { encoder: entry.name },
    });
    return { jobId };
  });
}
