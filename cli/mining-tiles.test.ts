/** A mining run that several workers share, tile by tile. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { DEFAULT_MAX_PAIRS } from '@/lib/domain/mining/join';
import { helpMining } from '@/lib/features/mining/tiles/help-mining';
import { claimTile, finishTile, renewTile } from '@/lib/features/mining/tiles/leases';
import { sweepTiles } from '@/lib/features/mining/tiles/sweep-tiles';
import { openTiling, want, wantedTilings } from '@/lib/features/mining/tiles/tiling';
import { overrideEnv } from '@/lib/infra/env';
import { shaped } from '@/lib/infra/join/testing';
import { STALE_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { tileKey } from '@/lib/infra/tile-result';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { pause, TilesWorld, until } from './test-tiles';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

describeOnEachDatabase('a mining run in tiles', (database) => {
  let world: TilesWorld;
  beforeAll(async () => {
    world = await TilesWorld.open(database());
    // Six blocks of 512, and 21 tiles.
    await world.addCorpus(2_700);
  });
  afterAll(() => world.close());
  afterEach(() => overrideEnv({ MINING_BLOCK_IMAGES: '', MINING_MEMORY_MB: '' }));

  it('ends as the brute force does, whatever the size of a block and the number of workers', async () => {
    const worlds = fc.record({
      blockRows: fc.constantFrom(512, 1024, 1536, 2560),
      helpers: fc.integer({ min: 0, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(worlds, async ({ blockRows, helpers }) => {
        overrideEnv({ MINING_BLOCK_IMAGES: String(blockRows) });
        const { runId } = await world.start();
        await world.withHelpers(helpers, world.mine(runId));
        await world.expectReference(runId);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('keeps the best by the score asked for, spread over clusters, cut or at once', async () => {
    for (const block of ['512', '']) {
      overrideEnv({ MINING_BLOCK_IMAGES: block });
      const { runId } = await world.start({ rankBy: 'visual', perCluster: 1 });
      await world.mine(runId);
      await world.expectReference(runId);
      const run = await world.ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
      // The root of half of 2,700 is 36.7.
      expect(run.clusters).toBe(37);
      expect(run.pairsKept!).toBeLessThan(run.pairsPassing!);
    }
  });

  it('is shared: helpers compare what the job need not, and each pair is compared once', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await world.start();
    const steps: { done: number; total?: number; step?: string }[] = [];
    const compared = await world.withHelpers(
      2,
      world.mine(runId, { progress: async (step) => void steps.push(step) }),
    );
    for (const pairs of compared) expect(pairs).toBeGreaterThan(0);
    const all = (2_700 * 2_699) / 2;
    expect(compared.reduce((sum, pairs) => sum + pairs, 0)).toBeLessThan(all);
    const comparing = steps.filter((step) => step.step === 'compare');
    expect(comparing.every((step) => step.total === all && step.done <= all)).toBe(true);
    expect(comparing.at(-1)?.done).toBe(all);
    await world.expectReference(runId);
  });

  it('goes on where it was: tiles that are done are not compared again', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await world.start();
    for (let stops = 1; stops <= 3; stops += 1) {
      const stop = new AbortController();
      const watch = setInterval(() => {
        void world.doneTiles(runId).then((done) => {
          if (done.length >= 5 * stops) stop.abort(new Error('stopped'));
        });
      }, 5);
      await expect(world.mine(runId, { signal: stop.signal })).rejects.toThrow('stopped');
      clearInterval(watch);
      const tiles = await world.tiles(runId);
      expect(tiles.length).toBeLessThan(21);
      // What was being compared is free at once.
      const held = tiles.filter(
        ({ leaseExpiresAt }) => leaseExpiresAt && leaseExpiresAt > world.clock.now(),
      );
      expect(held).toEqual([]);
    }
    const before = await world.doneTiles(runId);
    expect(before.length).toBeGreaterThanOrEqual(15);
    // Whoever compared one of them again would write a file of another name.
    const seen: string[][] = [];
    const progress = async ({ step }: { step?: string }) => {
      if (step === 'compare') seen.push((await world.tiles(runId)).map((tile) => tile.fileId));
    };
    await world.mine(runId, { progress });
    const kept = before.map((tile) => tile.fileId);
    expect(seen.length).toBeGreaterThan(0);
    for (const files of seen.filter((now) => now.length > 0)) {
      expect(files).toEqual(expect.arrayContaining(kept));
    }
    await world.expectReference(runId);
  });

  it('compares the same images in each attempt, whatever was added or left out since', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await world.start();
    const stop = new AbortController();
    const progress = async ({ step }: { step?: string }) => {
      if (step === 'compare') stop.abort(new Error('stopped'));
    };
    await expect(world.mine(runId, { signal: stop.signal, progress })).rejects.toThrow('stopped');
    const flag = { imageId: world.imageIds[5]!, reason: 'by-hand' };
    await world.ctx.db.imageFlag.create({
      data: { ...flag, projectId: world.projectId, note: 'later' },
    });
    const more = await world.addImages(shaped('cluster', 3, 32, 1), shaped('isotropic', 3, 24, 1));
    await world.mine(runId);
    await world.ctx.db.imageFlag.deleteMany({ where: flag });
    await world.ctx.db.image.deleteMany({ where: { id: { in: more } } });
    await world.expectReference(runId);
  });

  it('gives a dead worker’s tile to another, and a late one indexes nothing', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await world.start();
    const tiling = (await openTiling(world.ctx, world.run(runId)))!;
    const dead = (await claimTile(world.ctx, tiling))!;
    // Killed after it wrote its file and before it indexed it.
    await world.ctx.storage.put(
      tileKey(world.projectId, runId, dead.fileId),
      Buffer.from('cut off'),
    );
    let over = false;
    const running = world.mine(runId).finally(() => {
      over = true;
    });
    await until(async () => (await world.doneTiles(runId)).length === 20);
    await pause(1_200);
    expect(over, 'the tile of a worker that may be alive is waited for').toBe(false);
    world.clock.advance(STALE_MS);
    await until(async () => (await world.tiles(runId))[0]?.fileId !== dead.fileId);
    expect(await renewTile(world.ctx, dead, 1)).toBe(false);
    expect(await finishTile(world.ctx, dead, { compared: 1, passing: 1 })).toBe(false);
    await running;
    await world.expectReference(runId);
  });

  it('compares a tile again whose file was lost or damaged', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '1024' });
    const { runId } = await world.start();
    await openTiling(world.ctx, world.run(runId));
    await world.help();
    const done = await world.doneTiles(runId);
    expect(done).toHaveLength(6);
    const key = (at: number) => tileKey(world.projectId, runId, done[at]!.fileId);
    await world.ctx.storage.delete(key(1));
    await world.ctx.storage.put(key(4), Buffer.from('BPTILE01'));
    await world.mine(runId);
    await world.expectReference(runId);
  });

  it('begins anew where the list of its images is lost, as after a restored backup', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '1024' });
    const { runId } = await world.start();
    const tiling = (await openTiling(world.ctx, world.run(runId)))!;
    await claimTile(world.ctx, tiling);
    await world.ctx.storage.delete(tiling.places.key);
    await world.mine(runId);
    await world.expectReference(runId);
  });

  it('stops a helper amid its tile once the run is no longer wanted', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await world.start();
    const tiling = (await openTiling(world.ctx, world.run(runId)))!;
    // Eight shards to read for a block: its tile takes eight seconds, and is given up after two or three.
    const { storage } = world.ctx;
    const slow: WorkerCtx = {
      ...world.ctx,
      storage: {
        ...storage,
        stat: async (key) => {
          await pause(1_000);
          return storage.stat(key);
        },
      },
    };
    const helping = helpMining(slow, new AbortController().signal);
    await until(async () => (await world.tiles(runId)).length === 1);
    await want(world.ctx, tiling, false);
    expect(await helping).toBe(0);
    const [tile] = await world.tiles(runId);
    expect(tile?.leaseExpiresAt, 'free at once').toEqual(world.clock.now());
    await world.mine(runId);
    await world.expectReference(runId);
  });

  it('stops helpers when the job is cancelled, and keeps what is done for a week', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId, jobId } = await world.start();
    const stop = new AbortController();
    const progress = async ({ step }: { step?: string }) => {
      if (step === 'compare') stop.abort(new Error('cancelled'));
    };
    await expect(world.mine(runId, { signal: stop.signal, progress })).rejects.toThrow('cancelled');
    expect(await wantedTilings(world.ctx)).toEqual([]);
    expect(await world.help()).toBe(0);

    const { db } = world.ctx;
    await db.job.update({
      where: { id: jobId },
      data: { status: 'CANCELLED', finishedAt: world.clock.now() },
    });
    expect(await sweepTiles(world.ctx)).toBe(0);
    expect((await world.files(runId)).length).toBeGreaterThan(0);
    world.clock.advance(7 * 24 * 3600 * 1000);
    expect(await sweepTiles(world.ctx)).toBe(1);
    expect(await world.files(runId)).toEqual([]);
    expect(await db.miningTiling.count({ where: { runId } })).toBe(0);
    // Resumed after all, it begins anew.
    await world.mine(runId);
    await world.expectReference(runId);
  });

  it('a worker with too little memory refuses the tiles of a larger one, and says what is needed', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '1024' });
    const { runId } = await world.start();
    await openTiling(world.ctx, world.run(runId));
    overrideEnv({ MINING_MEMORY_MB: '10' });
    expect(await world.help()).toBe(0);
    overrideEnv({ MINING_MEMORY_MB: '' });
    const busy = () => false;
    expect(await world.help(busy), 'has a job').toBe(0);
    expect(await world.tiles(runId)).toEqual([]);
    // The job waits for a larger worker, and goes on with it.
    overrideEnv({ MINING_MEMORY_MB: '10' });
    const running = world.mine(runId);
    await pause(1_000);
    expect(await world.tiles(runId)).toEqual([]);
    overrideEnv({ MINING_MEMORY_MB: '' });
    await world.help();
    await running;
    await world.expectReference(runId);
  });

  it('refuses thresholds that let too much through while tiles are compared', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '1024' });
    const { runId } = await world.start();
    const tiling = (await openTiling(world.ctx, world.run(runId)))!;
    const tile = (await claimTile(world.ctx, tiling))!;
    await finishTile(world.ctx, tile, { compared: 1, passing: DEFAULT_MAX_PAIRS + 1 });
    await expect(world.mine(runId)).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('is cut where it does not fit into the memory, instead of being refused', async () => {
    // 2,700 rows of 32 and 768 numbers are 8.2 MB. The least room to compare them is 22.25 MB more,
    // so 28 MB hold two blocks of 512 rows (3.1 MB) and not all.
    await world.addCorpus(2_700, 768);
    overrideEnv({ MINING_MEMORY_MB: '28' });
    const { runId } = await world.start();
    const tiling = await openTiling(world.ctx, world.run(runId));
    expect(tiling?.grid).toEqual({ rows: 2_700, blockRows: 512 });
    await world.mine(runId);
    await world.expectReference(runId);

    overrideEnv({ MINING_MEMORY_MB: '24' });
    const tooSmall = await world.start();
    await expect(world.mine(tooSmall.runId)).rejects.toMatchObject({
      key: 'miningMemory',
    });
  });
});
