/** A models folder, a hub over a real socket, and a database: what the tests of this folder run on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { CatalogueEntry } from '@/lib/domain/catalogue/schema';
import { createEncoderRegistry } from '@/lib/infra/encoders/registry';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { SMALL_CLIP, startHub, type TestHub } from '@/lib/infra/models/testing';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject } from '@/lib/testing/factories';
import { pullHandler } from './pull.handler';
import { listModels, type ModelSource } from './queries';
import { startPull } from './start-pull';

export interface Step {
  done: number;
  total?: number;
  step?: string;
}

export const ALL = { q: '', role: undefined, state: undefined };

const findIn = (entry: CatalogueEntry) => (id: string) => (id === entry.id ? entry : undefined);

export interface ModelWorld {
  database: TestDatabase;
  hub: TestHub;
  folder: string;
  ctx: WorkerCtx;
  source: ModelSource;
  project: { id: string; slug: string };
}

/** Filled anew before each test. */
export function useModelWorld() {
  const world = {} as ModelWorld;
  beforeAll(async () => {
    world.database = await createTestDatabase();
    await prepareQueue(world.database.url);
  });
  afterAll(() => world.database.stop());
  beforeEach(async () => {
    const { db } = world.database;
    world.folder = await mkdtemp(join(tmpdir(), 'blindpair-models-'));
    world.hub = await startHub();
    const encoders = createEncoderRegistry([world.folder]);
    const pool = new EncoderPool({ registry: encoders, threads: 1 });
    world.ctx = { ...makeCtx(db), encoders, pool };
    world.source = { registry: encoders, catalogue: [SMALL_CLIP] };
    world.project = await makeProject(db);
    await db.job.deleteMany();
  });
  afterEach(async () => {
    await world.ctx.pool.close();
    await world.hub.close();
    await rm(world.folder, { recursive: true });
  });

  return {
    world,
    start: (projectId = world.project.id) =>
      startPull(world.ctx, { projectId, encoderId: 'small-clip' }, findIn(SMALL_CLIP)),
    list: () => listModels(world.ctx, { projectId: world.project.id, query: ALL }, world.source),
    run: (jobId: string, options: RunOptions = {}) => runPull(world, jobId, options),
  };
}

interface RunOptions {
  entry?: CatalogueEntry;
  stop?: AbortController;
  onStep?: (step: Step) => void;
}

/** Runs the job as a worker does: claimed, its progress seen, its end written down. */
async function runPull(
  { database, ctx, folder, hub, project }: ModelWorld,
  jobId: string,
  { entry = SMALL_CLIP, stop = new AbortController(), onStep }: RunOptions,
): Promise<void> {
  const { job: jobs } = database.db;
  await jobs.update({ where: { id: jobId }, data: { status: 'RUNNING' } });
  const job: JobHandle = {
    jobId,
    projectId: project.id,
    attempt: 0,
    signal: stop.signal,
    progress: (update) => Promise.resolve(onStep?.(update)),
  };
  const handler = pullHandler(() => ({
    find: findIn(entry),
    folder,
    hub: { endpoint: hub.endpoint },
    pausesMs: [10, 10],
  }));
  const finishedAt = ctx.clock.now();
  try {
    const result = await handler(ctx, { encoderId: 'small-clip' }, job);
    await jobs.update({ where: { id: jobId }, data: { status: 'DONE', result, finishedAt } });
  } catch (error) {
    const status = stop.signal.aborted ? 'CANCELLED' : 'FAILED';
    const data = { status, error: (error as Error).message, finishedAt } as const;
    await jobs.update({ where: { id: jobId }, data });
    throw error;
  }
}
