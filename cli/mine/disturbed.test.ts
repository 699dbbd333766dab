/** Mining runs that something happened to: a worker that slept, a file that broke. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_THRESHOLDS } from '@/lib/domain/hygiene/rules';
import { encodeMissing } from '@/lib/features/encoding/encode-missing';
import { handler as checkImages } from '@/lib/features/hygiene/hygiene.handler';
import { startHygiene } from '@/lib/features/hygiene/start-hygiene';
import { makeMineHandler } from '@/lib/features/mining/mine.handler';
import { listRuns } from '@/lib/features/mining/run-queries';
import { claimRun } from '@/lib/features/mining/testing';
import { overrideEnv } from '@/lib/infra/env';
import { othersWait, takeTurn } from '@/lib/infra/join/turn';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { makeProject } from '@/lib/testing/factories';
import { makeMiningWorld, type MiningWorld } from './test-world';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let world: MiningWorld;
let ctx: WorkerCtx;
let projectId: string;
beforeAll(async () => {
  world = await makeMiningWorld();
  ({ ctx } = world);
});
afterAll(() => world?.close());
beforeEach(async () => {
  projectId = (await makeProject(ctx.db)).id;
});

afterEach(() => overrideEnv({ MINING_BLOCK_IMAGES: '' }));

const range = (n: number): number[] => Array.from({ length: n }, (_, k) => 1 + k);
const handler = makeMineHandler({ encodeMissing });
const job = (attempt: number): JobHandle => ({
  ...{ jobId: 'unused', projectId, attempt },
  signal: new AbortController().signal,
  progress: async () => undefined,
});
async function mine(runId: string, attempt = 0, on = ctx): Promise<void> {
  await claimRun(on, runId, attempt);
  await handler(on, { runId }, job(attempt));
}

/** The pictures are small and plain. */
const LENIENT = { ...DEFAULT_THRESHOLDS, minSide: 0, minSharpness: 0, maxBits: 0, maxChange: 0 };

const stored = (runId: string) =>
  ctx.db.minedPair.findMany({ where: { runId }, orderBy: { rank: 'asc' } });

describe('a mining run', () => {
  it('that a worker took over while another was asleep stays as it left it when that one wakes', async () => {
    await world.addImages(projectId, range(12));
    const { runId } = await world.start(projectId, { perImage: 100 });
    // Asleep as it begins to store: the last thing before is the file of the result.
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let fell: () => void = () => undefined;
    const fallsAsleep = new Promise<void>((resolve) => (fell = resolve));
    const put: typeof ctx.storage.put = async (key, data) => {
      const stored = await ctx.storage.put(key, data);
      if (!key.startsWith('mining/')) return stored;
      fell();
      await asleep;
      return stored;
    };
    const late = mine(runId, 0, { ...ctx, storage: { ...ctx.storage, put } });
    const ended = expect(late).rejects.toMatchObject({ key: 'miningTakenOver' });
    await fallsAsleep;
    await mine(runId, 1);
    const left = await stored(runId);
    expect(left.length).toBeGreaterThan(10);
    wake();
    await ended;
    expect(await stored(runId)).toEqual(left);
    const { resultKey } = await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
    const files: string[] = [];
    for await (const { key } of ctx.storage.list(`mining/${projectId}/${runId}`)) files.push(key);
    expect(files, 'the file of the attempt that counts').toEqual([resultKey]);
  });

  it('goes on without an image whose file broke after it was measured, once the images were checked again', async () => {
    await world.addImages(projectId, range(6));
    const check = async (): Promise<string[]> => {
      const { runId, jobId } = await startHygiene(ctx, { projectId, thresholds: LENIENT });
      await checkImages(ctx, { runId }, job(0));
      await ctx.db.job.update({ where: { id: jobId }, data: { status: 'DONE' } });
      const flags = await ctx.db.imageFlag.findMany({ where: { projectId } });
      return flags.map(({ imageId, reason }) => `${imageId} ${reason}`);
    };
    expect(await check()).toEqual([]);
    const broken = await ctx.db.image.findFirstOrThrow({ where: { projectId } });
    const file = await ctx.storage.get(blobKey(broken.sha256));
    await ctx.storage.delete(blobKey(broken.sha256));
    const { runId } = await world.start(projectId);
    await expect(mine(runId)).rejects.toMatchObject({ key: 'imageBroken' });
    expect(await check()).toEqual([`${broken.id} broken`]);
    await mine(runId);
    const { runs } = await listRuns(ctx, projectId, { id: runId });
    // Flagged, and so not counted as one that merely lacks its embedding.
    expect(runs[0]).toMatchObject({ images: 5, leftOut: 1, withoutEmbedding: 0 });
    // Pictures of other tests share the blobs.
    await ctx.storage.put(blobKey(broken.sha256), file);
  });

  it.each(['at once', 'in tiles'])(
    'compared %s, counts the images of the moment, not those added while it ranked and stored',
    async (how) => {
      overrideEnv({ MINING_BLOCK_IMAGES: how === 'in tiles' ? '2' : '' });
      await world.addImages(projectId, range(4));
      const { runId } = await world.start(projectId);
      const put: typeof ctx.storage.put = async (key, data) => {
        if (key.startsWith('mining/')) await world.addImages(projectId, [90, 91]);
        return ctx.storage.put(key, data);
      };
      await mine(runId, 0, { ...ctx, storage: { ...ctx.storage, put } });
      const { runs } = await listRuns(ctx, projectId, { id: runId });
      expect(runs[0]).toMatchObject({ images: 4, leftOut: 0, withoutEmbedding: 0 });
      expect(await ctx.db.image.count({ where: { projectId } })).toBe(6);
    },
  );

  it.each(['at once', 'in tiles'])(
    'compared %s, loads nothing while another comparison of the process holds its memory',
    async (how) => {
      overrideEnv({ MINING_BLOCK_IMAGES: how === 'in tiles' ? '2' : '' });
      await world.addImages(projectId, range(4));
      const { runId } = await world.start(projectId, { perCluster: 1 });
      const endTurn = await takeTurn();
      const loaded: string[] = [];
      const get = (key: string) => {
        if (key.startsWith('shards/')) loaded.push(key);
        return ctx.storage.get(key);
      };
      const mining = mine(runId, 0, { ...ctx, storage: { ...ctx.storage, get } });
      await vi.waitFor(() => expect(othersWait()).toBe(true), 30_000);
      expect(loaded).toEqual([]);
      endTurn();
      await mining;
      expect(loaded.length).toBeGreaterThan(0);
      // It has given the turn back.
      (await takeTurn())();
    },
  );
});
