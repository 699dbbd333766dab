/** A command that waits for a job ends, also where the worker that it could count on is dead. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startEncoding } from '@/lib/features/encoding/start-encoding';
import { WORKER_OFFLINE_MS } from '@/lib/features/health/readiness';
import { systemClock } from '@/lib/infra/clock';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { createDiskStorage } from '@/lib/infra/storage/disk';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject, systemActor } from '@/lib/testing/factories';
import type { Instance } from './open';
import { runToEnd } from './run-jobs';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let database: TestDatabase;
let folder: string;
let instance: Instance;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-run-jobs-'));
  database = await createTestDatabase();
  await prepareQueue(database.url);
  const ctx = {
    ...makeCtx(database.db, systemActor, systemClock),
    storage: createDiskStorage(folder),
  };
  instance = {
    ctx,
    databaseUrl: database.url,
    dataDir: folder,
    embedded: false,
    close: () => Promise.resolve(),
  };
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true });
});

/** What kill -9 leaves behind: a worker that was seen so long ago and says nothing any more. */
async function deadWorker(seenAgoMs: number): Promise<void> {
  const seenAt = new Date(systemClock.now().getTime() - seenAgoMs);
  await database.db.workerHeartbeat.create({
    data: {
      id: crypto.randomUUID(),
      ...{ host: 'here', pid: 1, startedAt: seenAt, seenAt, encoders: [] },
    },
  });
}

/** To encode no images is done at once, once somebody does it. */
async function followed(embedded: boolean): Promise<string> {
  const { id: projectId } = await makeProject(database.db);
  const { jobId } = await startEncoding(instance.ctx, { projectId });
  const { signal } = new AbortController();
  await runToEnd({ ...instance, embedded }, jobId, { label: 'Encode', signal, quiet: true });
  return (await database.db.job.findUniqueOrThrow({ where: { id: jobId } })).status;
}

it('the owner of the embedded database waits for nobody: a command killed a moment ago is no worker', async () => {
  await deadWorker(0);
  expect(await followed(true)).toBe('DONE');
});

it('elsewhere a command takes over when the last worker has fallen silent', async () => {
  await database.db.workerHeartbeat.deleteMany();
  await deadWorker(WORKER_OFFLINE_MS - 1_500);
  expect(await followed(false)).toBe('DONE');
});
