import type PgBoss from 'pg-boss';
import { isAppError, type KeptError } from '@/lib/domain/errors';
import { sendIn, type Message } from './boss';
import { keptError, storedError } from './kept-error';
import type { JobHandle, JobKind } from './queue';
import { HEARTBEAT_MS, type Definitions } from './worker';
import type { WorkerCtx } from './worker-context';

/** Progress is stored at most this often; the last one always. */
const PROGRESS_MS = 400;

interface RunJobArgs {
  ctx: WorkerCtx;
  boss: PgBoss;
  definitions: Definitions;
  message: Message;
  stopping: AbortSignal;
}

/** Runs one hand-out of a job from claim to end. Never throws for the job's own failure. */
export async function runJob({
  ctx,
  boss,
  definitions,
  message,
  stopping,
}: RunJobArgs): Promise<void> {
  const { jobId, attempt } = message;
  // A message of an earlier hand-out, or of a job that was cancelled meanwhile, claims nothing.
  const claimed = await ctx.db.job.updateManyAndReturn({
    where: { id: jobId, attempt, status: 'QUEUED' },
    data: {
      status: 'RUNNING',
      heartbeatAt: ctx.clock.now(),
      startedAt: ctx.clock.now(),
      ...storedError(null),
    },
    select: { kind: true, projectId: true, payload: true },
  });
  const row = claimed[0];
  if (!row || row.projectId === null) return;

  const lease = openLease(ctx, jobId, attempt, stopping);
  try {
    const handle: JobHandle = {
      jobId,
      projectId: row.projectId,
      attempt,
      signal: lease.signal,
      progress: lease.progress,
    };
    const result = await definitions[row.kind as JobKind].run(ctx, row.payload, handle);
    await lease.close();
    await ctx.db.job.updateMany({
      where: { id: jobId, attempt, status: 'RUNNING' },
      data: { status: 'DONE', result, finishedAt: ctx.clock.now(), cancelRequested: false },
    });
  } catch (error) {
    await lease.close();
    if (lease.signal.aborted) await endAborted(ctx, boss, message, stopping.aborted);
    else await endFailed(ctx, message, error);
  }
}

/** Heartbeat and progress of a running job; aborts it when it was cancelled or taken over. */
function openLease(ctx: WorkerCtx, jobId: string, attempt: number, stopping: AbortSignal) {
  const control = new AbortController();
  const signal = AbortSignal.any([control.signal, stopping]);
  let latest: { done: number; total?: number; step?: string } | null = null;
  let writtenAt = 0;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const progress = latest;
    latest = null;
    writtenAt = ctx.clock.now().getTime();
    const rows = await ctx.db.job.updateManyAndReturn({
      where: { id: jobId, attempt, status: 'RUNNING' },
      data: { heartbeatAt: ctx.clock.now(), ...progress },
      select: { cancelRequested: true },
    });
    if (rows.length === 0) control.abort(new Error('taken over'));
    else if (rows[0]?.cancelRequested) control.abort(new Error('cancelled'));
  };
  const schedule = (): Promise<void> => {
    writing = writing.then(write).catch((error: unknown) => {
      // The database being away for a moment must not kill hours of work; the heartbeat decides.
      ctx.log.warn({ err: error, jobId }, 'progress not stored');
    });
    return writing;
  };
  const timer = setInterval(() => void schedule(), HEARTBEAT_MS);

  return {
    signal,
    async progress(update: { done: number; total?: number; step?: string }): Promise<void> {
      latest = { ...latest, ...update };
      const due = ctx.clock.now().getTime() - writtenAt >= PROGRESS_MS;
      if (due || update.done === update.total) await schedule();
    },
    async close(): Promise<void> {
      clearInterval(timer);
      if (latest) await schedule();
      await writing;
    },
  };
}

async function endAborted(
  ctx: WorkerCtx,
  boss: PgBoss,
  { jobId, attempt }: Message,
  workerStops: boolean,
): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const mine = { id: jobId, attempt, status: 'RUNNING' as const };
    const cancelled = await tx.job.updateMany({
      where: { ...mine, cancelRequested: true },
      data: { status: 'CANCELLED', finishedAt: ctx.clock.now() },
    });
    if (cancelled.count > 0 || !workerStops) return;
    // Given back: another worker, or this one after its restart, goes on.
    const back = await tx.job.updateMany({
      where: mine,
      data: { status: 'QUEUED', heartbeatAt: null, attempt: attempt + 1 },
    });
    if (back.count > 0) await sendIn(boss, tx, { jobId, attempt: attempt + 1 });
  });
}

async function endFailed(
  ctx: WorkerCtx,
  { jobId, attempt }: Message,
  error: unknown,
): Promise<void> {
  const errorId = ctx.rng.uuid().slice(0, 8);
  if (!isAppError(error)) ctx.log.error({ err: error, jobId, errorId }, 'job failed');
  const kept: KeptError = isAppError(error)
    ? keptError(error)
    : {
        message: `Something went wrong on our side. Finished work is kept; resume to try again. Error ${errorId}.`,
        key: 'unexpectedInJob',
        params: { id: errorId },
      };
  await ctx.db.job.updateMany({
    where: { id: jobId, attempt, status: 'RUNNING' },
    data: { status: 'FAILED', ...storedError(kept), finishedAt: ctx.clock.now() },
  });
}
