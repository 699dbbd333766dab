import { livingWorkers } from '@/lib/features/health/readiness';
import { followJob } from './follow';
import type { Instance } from './open';
import { openWorkerCtx } from './worker-ctx';

/** Looks at a job (every 250 ms) between two looks at the workers. */
const LOOKS_BETWEEN = 8;

/**
 * Follows a job to its end. Where a worker lives, it does the work; else this process does it, so that
 * a command works with or without `up`. Should the last worker die meanwhile, this process goes on.
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
  let own: { stop(): Promise<void> } | null = null;
  let looks = 0;
  try {
    return await followJob(instance.ctx, jobId, {
      ...options,
      async onLook() {
        if (own || looks++ % LOOKS_BETWEEN !== 0) return;
        // The owner of the embedded database is alone. A command that was killed a moment ago may still
        // count as a living worker; waiting for it would be waiting for ever.
        if (instance.embedded || (await livingWorkers(instance.ctx)).length === 0) {
          own = await startOwnWorker(instance);
        }
      },
    });
  } finally {
    await (own as { stop(): Promise<void> } | null)?.stop();
  }
}

async function startOwnWorker(instance: Instance): Promise<{ stop(): Promise<void> }> {
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
  return {
    async stop() {
      await worker.stop();
      await close();
    },
  };
}
