import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { encoderKeys } from './encoder-keys';
import { sameParameters } from './run-parameters';
import type { MiningFields } from './schemas';

/** Jobs that come to their end by themselves. */
const AT_WORK: ReadonlySet<string> = new Set(['QUEUED', 'RUNNING']);

/**
 * The newest unfinished run with exactly these parameters, encoders and this version, at work again;
 * null where there is none. What it encoded before is kept. Throws what `startMining` throws for
 * encoders.
 */
export async function resumeMining(
  ctx: Ctx,
  input: MiningFields & { projectId: string },
  encoders: EncoderRegistry = installedEncoders(),
): Promise<{ runId: string; jobId: string } | null> {
  authorize(ctx, 'mining:run', input.projectId);
  const { projectId } = input;
  const keys = await encoderKeys(ctx, input, encoders);
  return inTransaction(ctx.db, async (tx) => {
    const run = await tx.miningRun.findFirst({
      where: {
        projectId,
        finishedAt: null,
        ...sameParameters(input, keys),
      },
      orderBy: { id: 'desc' },
      select: { id: true, jobId: true },
    });
    if (!run?.jobId) return null;
    // Two calls at once follow the same job.
    await tx.$queryRaw`SELECT 1 FROM "Job" WHERE "id" = ${run.jobId}::uuid FOR UPDATE`;
    const job = await tx.job.findUnique({ where: { id: run.jobId }, select: { status: true } });
    if (!job) return null;
    if (!AT_WORK.has(job.status)) {
      await ctx.jobs.resume(tx, run.jobId);
      await audit(tx, ctx, {
        projectId,
        action: 'mining.resume',
        subjectType: 'MiningRun',
        subjectId: run.id,
      });
    }
    return { runId: run.id, jobId: run.jobId };
  });
}
