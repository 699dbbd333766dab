import { AppError } from '@/lib/domain/errors';
import { MEASURES_VERSION } from '@/lib/domain/hygiene/measures';
import type { Thresholds } from '@/lib/domain/hygiene/rules';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';

/**
 * Notes a check of the corpus with its thresholds and enqueues it. Throws 'unprocessable' without
 * images and 'conflict' while another check of the project has not ended.
 */
export async function startHygiene(
  ctx: Ctx,
  { projectId, thresholds }: { projectId: string; thresholds: Thresholds },
): Promise<{ runId: string; jobId: string }> {
  authorize(ctx, 'corpus:manage', projectId);
  const createdById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return inTransaction(ctx.db, async (tx) => {
    // Two checks at once would each call the other's flags outdated: one after the other.
    await tx.$queryRaw`SELECT 1 FROM "Project" WHERE "id" = ${projectId}::uuid FOR UPDATE`;
    const running = await tx.job.findFirst({
      where: { projectId, kind: 'hygiene', status: { in: ['QUEUED', 'RUNNING'] } },
      select: { id: true },
    });
    if (running) throw alreadyRunning();
    if ((await tx.image.count({ where: { projectId }, take: 1 })) === 0) throw noImages();
    const run = await tx.hygieneRun.create({
      data: {
        projectId,
        thresholds: { ...thresholds },
        version: MEASURES_VERSION,
        createdById,
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    const jobId = await ctx.jobs.enqueue(tx, {
      kind: 'hygiene',
      projectId,
      payload: { runId: run.id },
      createdById,
    });
    await tx.hygieneRun.update({ where: { id: run.id }, data: { jobId }, select: { id: true } });
    await audit(tx, ctx, {
      projectId,
      action: 'hygiene.start',
      subjectType: 'HygieneRun',
      subjectId: run.id,
      data: { ...thresholds },
    });
    return { runId: run.id, jobId };
  });
}

const alreadyRunning = (): AppError =>
  new AppError(
    'conflict',
    'A check of these images is already waiting or running. Wait for it, or cancel it on the page of jobs.',
    { key: 'hygieneRunning' },
  );

const noImages = (): AppError =>
  new AppError('unprocessable', 'There is no image to check. Add images first.', {
    key: 'hygieneNeedsImages',
  });
