import { authorize, type Ctx } from '@/lib/infra/context';
import { audit } from '@/lib/infra/audit';
import { inTransaction } from '@/lib/infra/db/client';
import { notFound } from '@/lib/domain/errors';

interface JobRef {
  projectId: string;
  jobId: string;
}

/** Asks a job to stop; finished work is kept. */
export const cancelJob = (ctx: Ctx, input: JobRef): Promise<void> => change(ctx, input, 'cancel');

/** Queues a failed or cancelled job again; it goes on where it was. */
export const resumeJob = (ctx: Ctx, input: JobRef): Promise<void> => change(ctx, input, 'resume');

async function change(ctx: Ctx, { projectId, jobId }: JobRef, verb: 'cancel' | 'resume') {
  authorize(ctx, 'jobs:manage', projectId);
  await inTransaction(ctx.db, async (tx) => {
    const job = await tx.job.findFirst({ where: { id: jobId, projectId }, select: { kind: true } });
    if (!job) throw notFound('The job');
    await ctx.jobs[verb](tx, jobId);
    await audit(tx, ctx, {
      projectId,
      action: `job.${verb}`,
      subjectType: 'job',
      subjectId: jobId,
      data: { kind: job.kind },
    });
  });
}
