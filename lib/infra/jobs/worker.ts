/**
 * The worker: takes jobs, keeps their heartbeat, stores progress, and gives them back when it stops.
 * The Job row is the lease: RUNNING with a fresh heartbeat means somebody is at it. A row whose
 * heartbeat went stale (its worker was killed) is handed out again by any living worker.
 */
import { hostname } from 'node:os';
import type PgBoss from 'pg-boss';
import { createBoss, QUEUE, sendIn, type Message } from './boss';
import { storedError } from './kept-error';
import { runJob } from './run-job';
import type { JobKind, RunnableJob } from './queue';
import type { WorkerCtx } from './worker-context';

/** How often a running job says that it is alive. */
export const HEARTBEAT_MS = 5_000;
/** Six missed heartbeats: long enough for a stalled disk, short enough not to wait for. */
export const STALE_MS = 30_000;
/** A job whose worker died this often is not tried again by itself. */
export const MAX_ATTEMPTS = 8;
const DAY_MS = 24 * 3600 * 1000;
const POLL_MS = 500;
const IDLE_MS = 2_000;
/** After a failure, which the job that is helped will meet by itself and report. */
const IDLE_FAILED_MS = 30_000;

export type Definitions = Readonly<Record<JobKind, RunnableJob>>;

export interface WorkerOptions {
  ctx: WorkerCtx;
  databaseUrl: string;
  definitions: Definitions;
  /** Jobs at a time: two, so that a short one does not wait behind a long one. */
  slots?: number;
  /** True when no other worker can be alive (embedded database): running jobs are taken over at once. */
  sole?: boolean;
  /**
   * What a worker without a job does for the jobs of others. Asked again and again; ends when there is
   * nothing. `idle` says whether it still has no job of its own.
   */
  whenIdle?: (ctx: WorkerCtx, signal: AbortSignal, idle: () => boolean) => Promise<unknown>;
  /** What is to be cleared away: done when the worker begins and once a day after, beside its jobs. */
  daily?: (ctx: WorkerCtx) => Promise<unknown>;
}

export interface Worker {
  id: string;
  /** Stops taking jobs, aborts the running ones and gives them back. */
  stop(): Promise<void>;
}

export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { ctx, definitions, slots = 2 } = options;
  const boss = createBoss(options.databaseUrl);
  boss.on('error', (error) => ctx.log.warn({ err: error }, 'queue'));
  await boss.start();

  const id = ctx.rng.uuid();
  const startedAt = ctx.clock.now();
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();

  const beat = async (): Promise<void> => {
    const encoders = await ctx.encoders.list();
    const data = {
      host: hostname(),
      pid: process.pid,
      seenAt: ctx.clock.now(),
      encoders: encoders.map((entry) => ({
        id: entry.id,
        role: entry.description?.role ?? null,
        available: entry.usable,
        reason: entry.usable ? null : entry.reason,
      })),
    };
    await ctx.db.workerHeartbeat.upsert({
      where: { id },
      create: { id, startedAt, ...data },
      update: data,
    });
  };

  await beat();
  await requeueStale(ctx, boss, options.sole ? 0 : STALE_MS);
  if (options.sole) await endLeases(ctx);

  const guard = (what: string, work: () => Promise<unknown>) => () => {
    work().catch((error: unknown) => ctx.log.warn({ err: error, what }, 'worker housekeeping'));
  };
  const timers = [
    setInterval(guard('heartbeat', beat), HEARTBEAT_MS),
    setInterval(
      guard('sweep', () => requeueStale(ctx, boss, STALE_MS)),
      HEARTBEAT_MS,
    ),
  ];

  let cleared: number | undefined;
  let clearing: Promise<void> | undefined;
  const clearAway = (): void => {
    const now = ctx.clock.now().getTime();
    if (!options.daily || clearing || (cleared !== undefined && now - cleared < DAY_MS)) return;
    cleared = now;
    clearing = options
      .daily(ctx)
      .then(() => undefined)
      .catch((error: unknown) => ctx.log.warn({ err: error }, 'nothing cleared away'))
      .finally(() => {
        clearing = undefined;
      });
  };

  const loop = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      clearAway();
      const message = running.size < slots ? await fetchOne(ctx, boss) : null;
      if (!message) {
        await pause(POLL_MS, stopping.signal);
        continue;
      }
      const job = runJob({ ctx, boss, definitions, message, stopping: stopping.signal })
        .catch((error: unknown) => ctx.log.error({ err: error, message }, 'job'))
        .finally(() => running.delete(job));
      running.add(job);
    }
  };
  const idle = (): boolean => running.size === 0;
  const help = async (): Promise<void> => {
    while (options.whenIdle && !stopping.signal.aborted) {
      let rest = IDLE_MS;
      try {
        if (idle()) await options.whenIdle(ctx, stopping.signal, idle);
      } catch (error) {
        rest = IDLE_FAILED_MS;
        if (!stopping.signal.aborted) ctx.log.warn({ err: error }, 'help given up');
      }
      await pause(rest, stopping.signal);
    }
  };
  const looping = Promise.all([loop(), help()]);

  return {
    id,
    async stop() {
      stopping.abort(new Error('worker stopping'));
      for (const timer of timers) clearInterval(timer);
      await looping;
      await Promise.allSettled(running);
      await clearing;
      await ctx.db.workerHeartbeat.deleteMany({ where: { id } });
      await boss.stop({ graceful: false });
    },
  };
}

async function fetchOne(ctx: WorkerCtx, boss: PgBoss): Promise<Message | null> {
  try {
    const [message] = await boss.fetch<Message>(QUEUE, { batchSize: 1 });
    if (!message) return null;
    // Confirmed before it runs: from here on the Job row is the lease.
    await boss.complete(QUEUE, message.id);
    return message.data;
  } catch (error) {
    ctx.log.warn({ err: error }, 'queue not reached; trying again');
    return null;
  }
}

/** Hands out again what a dead worker left RUNNING, and what a lost message left QUEUED. */
export async function requeueStale(ctx: WorkerCtx, boss: PgBoss, staleMs: number): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - staleMs);
  return ctx.db.$transaction(async (tx) => {
    const exhausted = await tx.job.updateMany({
      where: { status: 'RUNNING', heartbeatAt: { lte: before }, attempt: { gte: MAX_ATTEMPTS } },
      data: {
        status: 'FAILED',
        finishedAt: ctx.clock.now(),
        ...storedError({
          message: `The worker died ${MAX_ATTEMPTS} times on this job, probably for lack of memory. Finished work is kept. See the worker's log, then resume.`,
          key: 'workerDied',
          params: { times: MAX_ATTEMPTS },
        }),
      },
    });
    const rows = await tx.job.updateManyAndReturn({
      where: {
        OR: [
          { status: 'RUNNING', heartbeatAt: { lte: before } },
          // Its message was confirmed but the row never claimed: a crash in between.
          { status: 'QUEUED', heartbeatAt: { lte: before } },
        ],
      },
      data: { status: 'QUEUED', heartbeatAt: null, attempt: { increment: 1 } },
      select: { id: true, attempt: true },
    });
    for (const row of rows) await sendIn(boss, tx, { jobId: row.id, attempt: row.attempt });
    return rows.length + exhausted.count;
  });
}

/** No other worker is alive: what a dead one was at need not wait for the end of its lease. */
async function endLeases(ctx: WorkerCtx): Promise<void> {
  const leaseExpiresAt = ctx.clock.now();
  await ctx.db.encodingChunk.updateMany({ data: { leaseExpiresAt } });
  await ctx.db.miningTile.updateMany({
    where: { leaseExpiresAt: { not: null } },
    data: { leaseExpiresAt },
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
