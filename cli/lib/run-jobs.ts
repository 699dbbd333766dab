import { livingWorkers } from '@/lib/features/health/readiness';
import { followJob } from './follow';
import type { Instance } from './open';
import { openWorkerCtx } from './worker-ctx';

/**
 * Follows a job to its end. Where a worker lives, it does the work; else this process does it, so that
 * a command works with or without `up`.
 */
export async function runToEnd(
  instance: Instance,
  jobId: string,
  options: {
    label: string;
    signal: AbortSignal;
    quiet?: boolean;
    summary?: (result: unknown) => string;
  },
): Promise<unknown> {
  if ((await livingWorkers(instance.ctx)).length > 0)
    return followJob(instance.ctx, jobId, options);

  const [{ startWorker }, { definitions }] = await Promise.all([
    import('@/lib/infra/jobs/worker'),
    import('../jobs'),
  ]);
  const { ctx, close } = await openWorkerCtx(instance);
  const worker = await startWorker({
    ctx,
    databaseUrl: instance.databaseUrl,
    definitions,
    sole: instance.embedded,
  });
  try {
    return await followJob(instance.ctx, jobId, options);
  } finally {
    await worker.stop();
    await close();
  }
}
