import { DEFAULT_ENCODERS } from '@/lib/domain/encoders';
import { DEFAULT_MINING } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import type { Ctx } from '@/lib/infra/context';
import { startBar } from '../lib/bar';
import { followJob } from '../lib/follow';

/** Mines the corpus once; an interrupted run goes on. Returns how many pairs there are. */
export async function demoPairs(ctx: Ctx, projectId: string, signal: AbortSignal): Promise<number> {
  const images = await ctx.db.image.count({ where: { projectId } });
  const run = await ctx.db.miningRun.findFirst({
    where: { projectId },
    orderBy: { createdAt: 'desc' },
    select: { id: true, jobId: true, finishedAt: true, images: true },
  });
  const count = (): Promise<number> => ctx.db.pair.count({ where: { projectId } });
  if (run?.finishedAt && run.images === images) {
    startBar('Mine pairs').end(`${await count()} there already`);
    return count();
  }
  const jobId = run?.jobId && !run.finishedAt ? await again(ctx, run.jobId) : null;
  await followJob(
    ctx,
    jobId ??
      (
        await startMining(ctx, {
          projectId,
          ...DEFAULT_MINING,
          ...DEFAULT_ENCODERS,
        })
      ).jobId,
    { label: 'Mine pairs', signal },
  );
  return count();
}

/** A job that failed or was cancelled is queued again; one that waits or runs goes on by itself. */
async function again(ctx: Ctx, jobId: string): Promise<string | null> {
  const job = await ctx.db.job.findUnique({ where: { id: jobId }, select: { status: true } });
  if (!job) return null;
  if (job.status === 'FAILED' || job.status === 'CANCELLED') {
    await ctx.db.$transaction((tx) => ctx.jobs.resume(tx, jobId));
  }
  return jobId;
}
