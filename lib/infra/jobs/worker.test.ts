import { afterEach, expect, it } from 'vitest';
import { systemClock } from '@/lib/infra/clock';
import { createBoss, prepareQueue } from '@/lib/infra/jobs/boss';
import type { JobHandle, JobResult, RunnableJob } from '@/lib/infra/jobs/queue';
import { requeueStale, startWorker, type Definitions, type Worker } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { AppError } from '@/lib/domain/errors';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject, systemActor, TestClock } from '@/lib/testing/factories';

type Body = (payload: unknown, job: JobHandle) => Promise<JobResult>;

describeOnEachDatabase('worker', (database) => {
  const workers: Worker[] = [];
  afterEach(async () => {
    await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  });

  async function setUp() {
    const { db, url } = database();
    await prepareQueue(url);
    const encoders = installedEncoders();
    const ctx: WorkerCtx = {
      ...makeCtx(db, systemActor, systemClock),
      encoders,
      pool: new EncoderPool({ registry: encoders, threads: 1 }),
    };
    const project = await makeProject(db);
    const start = async (body: Body, sole = false): Promise<Worker> => {
      const job: RunnableJob = { kind: 'mine', run: (_, payload, handle) => body(payload, handle) };
      const definitions = new Proxy({} as Definitions, { get: () => job });
      const worker = await startWorker({ ctx, databaseUrl: url, definitions, sole });
      workers.push(worker);
      return worker;
    };
    const enqueue = (): Promise<string> =>
      db.$transaction((tx) =>
        ctx.jobs.enqueue(tx, { kind: 'mine', projectId: project.id, payload: { n: 1 } }),
      );
    const until = async (jobId: string, status: string) => {
      for (let tries = 0; tries < 200; tries++) {
        const job = await db.job.findUniqueOrThrow({ where: { id: jobId } });
        if (job.status === status) return job;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error(`the job never became ${status}`);
    };
    return { ctx, db, url, start, enqueue, until };
  }

  it('runs a job once and stores its progress and result', async () => {
    const { start, enqueue, until } = await setUp();
    let runs = 0;
    const jobId = await enqueue();
    await start(async (payload, job) => {
      runs += 1;
      await job.progress({ done: 3, total: 3, step: 'count' });
      return { seen: payload as { n: number } };
    });
    const job = await until(jobId, 'DONE');
    expect(job).toMatchObject({ done: 3, total: 3, step: 'count', result: { seen: { n: 1 } } });
    expect(runs).toBe(1);
  });

  it('shows the sentence of an expected failure and hides the text of an unexpected one', async () => {
    const { start, enqueue, until } = await setUp();
    const errors = [new AppError('unprocessable', 'Add images first.'), new Error('secret detail')];
    await start(async () => {
      throw errors.shift() ?? new Error('none left');
    });
    const first = await until(await enqueue(), 'FAILED');
    expect(first.error).toBe('Add images first.');
    const second = await until(await enqueue(), 'FAILED');
    expect(second.error).not.toContain('secret detail');
    expect(second.error).toMatch(/Error [0-9a-f]{8}/);
  });

  it('stops a running job that is cancelled, and resumes it with what it was given', async () => {
    const { ctx, db, start, enqueue, until } = await setUp();
    let stopped = 0;
    await start(async (_, job) => {
      if (job.attempt > 0) return { resumed: true };
      for (let done = 0; ; done++) {
        await job.progress({ done, total: 1000 });
        if (job.signal.aborted) stopped += 1;
        job.signal.throwIfAborted();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    });
    const jobId = await enqueue();
    await until(jobId, 'RUNNING');
    await db.$transaction((tx) => ctx.jobs.cancel(tx, jobId));
    await until(jobId, 'CANCELLED');
    expect(stopped).toBe(1);
    await db.$transaction((tx) => ctx.jobs.resume(tx, jobId));
    expect((await until(jobId, 'DONE')).result).toEqual({ resumed: true });
  });

  it('gives a running job back when the worker stops, and another worker goes on', async () => {
    const { start, enqueue, until } = await setUp();
    const body: Body = async (_, job) => {
      if (job.attempt > 0) return { attempt: job.attempt };
      await new Promise((_resolve, reject) =>
        job.signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true }),
      );
      return {};
    };
    const first = await start(body);
    const jobId = await enqueue();
    await until(jobId, 'RUNNING');
    await first.stop();
    await until(jobId, 'QUEUED');
    await start(body);
    expect((await until(jobId, 'DONE')).result).toEqual({ attempt: 1 });
  });

  it('hands out again what a killed worker left, and the late one can no longer write', async () => {
    const { ctx, db, url, start, enqueue, until } = await setUp();
    const jobId = await enqueue();
    // As kill -9 leaves it: claimed, heartbeat an hour old, nobody at work.
    const hourAgo = new Date(systemClock.now().getTime() - 3_600_000);
    await db.job.update({
      where: { id: jobId },
      data: { status: 'RUNNING', heartbeatAt: hourAgo },
    });
    const boss = createBoss(url);
    await boss.start();
    expect(await requeueStale(ctx, boss, 30_000)).toBe(1);
    expect(await requeueStale(ctx, boss, 30_000)).toBe(0);
    await boss.stop({ graceful: false });
    await start(async (_, job) => ({ attempt: job.attempt }));
    expect((await until(jobId, 'DONE')).result).toEqual({ attempt: 1 });
    const late = await db.job.updateMany({
      where: { id: jobId, attempt: 0, status: 'RUNNING' },
      data: { done: 99 },
    });
    expect(late.count).toBe(0);
  });

  it('clears away when it begins and once a day after, whatever failed the day before', async () => {
    const { ctx, url, enqueue, until } = await setUp();
    const clock = new TestClock();
    const days: number[] = [];
    const daily = async () => {
      days.push(days.length);
      if (days.length === 1) throw new Error('disk away');
    };
    const job: RunnableJob = { kind: 'mine', run: async () => ({}) };
    const definitions = new Proxy({} as Definitions, { get: () => job });
    workers.push(
      await startWorker({ ctx: { ...ctx, clock }, databaseUrl: url, definitions, daily }),
    );
    const reached = async (count: number) => {
      for (let tries = 0; days.length < count && tries < 200; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(days).toHaveLength(count);
    };
    await reached(1);
    clock.advance(24 * 3600 * 1000 - 1);
    // Between two jobs it has looked again.
    for (let jobs = 0; jobs < 2; jobs++) await until(await enqueue(), 'DONE');
    expect(days).toHaveLength(1);
    clock.advance(1);
    await reached(2);
  });

  it('two workers never run the same job', async () => {
    const { start, enqueue, until } = await setUp();
    const seen: string[] = [];
    const body: Body = async (_, job) => {
      seen.push(job.jobId);
      return {};
    };
    const ids = await Promise.all(Array.from({ length: 12 }, enqueue));
    await Promise.all([start(body), start(body)]);
    for (const id of ids) await until(id, 'DONE');
    expect(seen.sort()).toEqual([...ids].sort());
  });
});
