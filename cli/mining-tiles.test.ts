/** A mining run that several workers share, tile by tile. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { embeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import { DEFAULT_MAX_PAIRS, joinPairs } from '@/lib/domain/mining/join';
import { samplePopulation } from '@/lib/domain/mining/population';
import { rankAndCap } from '@/lib/domain/mining/rank';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { createRng } from '@/lib/domain/rng';
import { encodeMissing } from '@/lib/features/encoding/encode-missing';
import { makeMineHandler } from '@/lib/features/mining/mine.handler';
import { miningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { addEmbedded } from '@/lib/features/mining/testing';
import { helpMining } from '@/lib/features/mining/tiles/help-mining';
import { claimTile, finishTile, renewTile } from '@/lib/features/mining/tiles/leases';
import { sweepTiles } from '@/lib/features/mining/tiles/sweep-tiles';
import { openTiling, wantedTilings } from '@/lib/features/mining/tiles/tiling';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { overrideEnv } from '@/lib/infra/env';
import { shaped } from '@/lib/infra/join/testing';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import { STALE_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { columnsOf, readRunResult } from '@/lib/infra/run-result';
import { tileKey, tilesPrefix } from '@/lib/infra/tile-result';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject, systemActor, TestClock } from '@/lib/testing/factories';

const SEMANTIC = 'miniature-clip-base';
const VISUAL = 'miniature-visual';
const THRESHOLDS = { minSemantic: 0.972, maxVisual: 0 };
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

/** Composed as the command line does it. */
const handler = makeMineHandler({ encodeMissing });

describeOnEachDatabase('a mining run in tiles', (database) => {
  let clock: TestClock;
  let ctx: WorkerCtx;
  let keys: EmbeddingKey[];
  let projectId: string;
  let rows: { semantic: UnitRows; visual: UnitRows };
  let imageIds: string[];
  beforeAll(async () => {
    const { db, url } = database();
    await prepareQueue(url);
    const encoders = installedEncoders();
    clock = new TestClock();
    const pool = new EncoderPool({ registry: encoders, threads: 1 });
    ctx = { ...makeCtx(db, systemActor, clock), encoders, pool };
    keys = await Promise.all(
      [SEMANTIC, VISUAL].map(async (id) => embeddingKey((await encoders.get(id)).description)),
    );
    await addCorpus(2_700);
  });
  afterAll(() => ctx.pool.close());
  afterEach(() => overrideEnv({ MINING_BLOCK_IMAGES: '', MINING_MEMORY_MB: '' }));

  /** 2,700 images are six blocks of 512, and 21 tiles. */
  async function addCorpus(count: number, visualDimensions = 24): Promise<void> {
    projectId = (await makeProject(database().db)).id;
    rows = {
      semantic: shaped('cluster', count, 32, count),
      visual: shaped('isotropic', count, visualDimensions, count + 1),
    };
    imageIds = await addEmbedded(ctx, projectId, [
      { key: keys[0]!, rows: rows.semantic },
      { key: keys[1]!, rows: rows.visual },
    ]);
  }

  const start = (fields: object = {}) =>
    startMining(ctx, {
      ...miningFields.parse({
        semanticEncoder: SEMANTIC,
        visualEncoder: VISUAL,
        ...THRESHOLDS,
        limit: 400,
        ...fields,
      }),
      projectId,
    });
  const job = (more: Partial<JobHandle> = {}): JobHandle => ({
    jobId: 'unused',
    projectId,
    attempt: 0,
    signal: new AbortController().signal,
    progress: async () => undefined,
    ...more,
  });
  const thresholds = {
    semanticAbove: THRESHOLDS.minSemantic,
    visualBelow: THRESHOLDS.maxVisual,
  };
  const tilesOfRun = (runId: string) =>
    database().db.miningTile.findMany({ where: { runId }, orderBy: { number: 'asc' } });

  /** The run's file and its rows are those of the brute force, and nothing of the tiles is left. */
  async function expectReference(runId: string): Promise<void> {
    const { db } = database();
    const passing = joinPairs({ ...rows, thresholds });
    expect(passing.length).toBeGreaterThan(300);
    const run = await db.miningRun.findUniqueOrThrow({ where: { id: runId } });
    expect(run).toMatchObject({
      images: imageIds.length,
      pairsPassing: passing.length,
      pairsCompared: BigInt((imageIds.length * (imageIds.length - 1)) / 2),
    });
    const whole = await readRunResult(ctx.storage, run.resultKey!);
    expect(whole.imageIds).toEqual(imageIds);
    expect(whole.passing).toEqual(columnsOf(passing));
    expect(whole.sample).toEqual(
      samplePopulation(rows.semantic, rows.visual, createRng(runId), 200_000),
    );
    const mined = await db.minedPair.findMany({
      where: { runId },
      orderBy: { rank: 'asc' },
      select: {
        rank: true,
        semantic: true,
        visual: true,
        pair: { select: { imageAId: true, imageBId: true } },
      },
    });
    expect(mined).toEqual(
      rankAndCap(passing, { perImage: 3, limit: 400 }).map(({ i, j, semantic, visual, rank }) => ({
        rank,
        semantic,
        visual,
        pair: { imageAId: imageIds[i], imageBId: imageIds[j] },
      })),
    );
    expect(await db.miningTiling.count({ where: { runId } })).toBe(0);
    expect(await tilesOfRun(runId)).toEqual([]);
    expect(await filesOf(runId)).toEqual([]);
  }

  async function filesOf(runId: string): Promise<string[]> {
    const files: string[] = [];
    for await (const { key } of ctx.storage.list(tilesPrefix(projectId, runId))) files.push(key);
    return files.sort();
  }

  /** Idle workers that look for work until the job is over; the pairs that each has compared. */
  async function withHelpers<T>(helpers: number, running: Promise<T>): Promise<number[]> {
    let over = false;
    const ended = running.finally(() => {
      over = true;
    });
    const help = async (): Promise<number> => {
      let compared = 0;
      while (!over) {
        compared += await helpMining(ctx, new AbortController().signal);
        await pause(5);
      }
      return compared;
    };
    const [compared] = await Promise.all([
      Promise.all(Array.from({ length: helpers }, help)),
      ended,
    ]);
    return compared;
  }

  it('ends as the brute force does, whatever the size of a block and the number of workers', async () => {
    const worlds = fc.record({
      blockRows: fc.constantFrom(512, 1024, 1536, 2560),
      helpers: fc.integer({ min: 0, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(worlds, async ({ blockRows, helpers }) => {
        overrideEnv({ MINING_BLOCK_IMAGES: String(blockRows) });
        const { runId } = await start();
        await withHelpers(helpers, handler(ctx, { runId }, job()));
        await expectReference(runId);
      }),
      { numRuns: 5, endOnFailure: true },
    );
  });

  it('is shared: helpers compare what the job need not, and each pair is compared once', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await start();
    const steps: { done: number; total?: number; step?: string }[] = [];
    const compared = await withHelpers(
      2,
      handler(ctx, { runId }, job({ progress: async (step) => void steps.push(step) })),
    );
    for (const pairs of compared) expect(pairs).toBeGreaterThan(0);
    const all = (2_700 * 2_699) / 2;
    expect(compared.reduce((sum, pairs) => sum + pairs, 0)).toBeLessThan(all);
    const comparing = steps.filter((step) => step.step === 'compare');
    expect(comparing.every((step) => step.total === all && step.done <= all)).toBe(true);
    expect(comparing.at(-1)?.done).toBe(all);
    await expectReference(runId);
  });

  it('goes on where it was: tiles that are done are not compared again', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await start();
    for (let stops = 1; stops <= 3; stops += 1) {
      const stop = new AbortController();
      const watch = setInterval(() => {
        void tilesOfRun(runId).then((tiles) => {
          const done = tiles.filter((tile) => tile.leaseExpiresAt === null);
          if (done.length >= 5 * stops) stop.abort(new Error('stopped'));
        });
      }, 5);
      await expect(handler(ctx, { runId }, job({ signal: stop.signal }))).rejects.toThrow(
        'stopped',
      );
      clearInterval(watch);
      const tiles = await tilesOfRun(runId);
      expect(tiles.length).toBeLessThan(21);
      // What was being compared is free at once.
      const held = tiles.filter(
        ({ leaseExpiresAt }) => leaseExpiresAt && leaseExpiresAt > clock.now(),
      );
      expect(held).toEqual([]);
    }
    const before = (await tilesOfRun(runId)).filter((tile) => tile.leaseExpiresAt === null);
    expect(before.length).toBeGreaterThanOrEqual(15);
    // Whoever compared one of them again would write a file of another name.
    const seen: string[][] = [];
    const progress = async ({ step }: { step?: string }) => {
      if (step === 'compare') seen.push((await tilesOfRun(runId)).map((tile) => tile.fileId));
    };
    await handler(ctx, { runId }, job({ progress }));
    const kept = before.map((tile) => tile.fileId);
    expect(seen.length).toBeGreaterThan(0);
    for (const files of seen.filter((now) => now.length > 0)) {
      expect(files).toEqual(expect.arrayContaining(kept));
    }
    await expectReference(runId);
  });

  it('compares the same images in each attempt, whatever was added or left out since', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await start();
    const stop = new AbortController();
    const progress = async ({ step }: { step?: string }) => {
      if (step === 'compare') stop.abort(new Error('stopped'));
    };
    await expect(handler(ctx, { runId }, job({ signal: stop.signal, progress }))).rejects.toThrow(
      'stopped',
    );
    const flag = { imageId: imageIds[5]!, reason: 'by-hand' };
    await database().db.imageFlag.create({ data: { ...flag, projectId, note: 'later' } });
    const more = await addEmbedded(ctx, projectId, [
      { key: keys[0]!, rows: shaped('cluster', 3, 32, 1) },
      { key: keys[1]!, rows: shaped('isotropic', 3, 24, 1) },
    ]);
    await handler(ctx, { runId }, job());
    await database().db.imageFlag.deleteMany({ where: flag });
    await database().db.image.deleteMany({ where: { id: { in: more } } });
    await expectReference(runId);
  });

  it('gives a dead worker’s tile to another, and a late one indexes nothing', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId } = await start();
    const run = { id: runId, projectId, semantic: keys[0]!, visual: keys[1]! };
    const tiling = (await openTiling(ctx, run))!;
    const dead = (await claimTile(ctx, tiling))!;
    // Killed after it wrote its file and before it indexed it.
    await ctx.storage.put(tileKey(projectId, runId, dead.fileId), Buffer.from('cut off'));
    let over = false;
    const running = handler(ctx, { runId }, job()).finally(() => {
      over = true;
    });
    await until(async () => {
      const tiles = await tilesOfRun(runId);
      return tiles.filter((tile) => tile.leaseExpiresAt === null).length === 20;
    });
    await pause(1_200);
    expect(over, 'the tile of a worker that may be alive is waited for').toBe(false);
    clock.advance(STALE_MS);
    await until(async () => (await tilesOfRun(runId))[0]?.fileId !== dead.fileId);
    expect(await renewTile(ctx, dead, 1)).toBe(false);
    expect(await finishTile(ctx, dead, { compared: 1, passing: 1 })).toBe(false);
    await running;
    await expectReference(runId);
  });

  it('compares a tile again whose file was lost or damaged', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '1024' });
    const { runId } = await start();
    const stop = new AbortController();
    const progress = async ({
      step,
      done,
      total,
    }: {
      step?: string;
      done: number;
      total?: number;
    }) => {
      if (step === 'compare' && done === total) stop.abort(new Error('stopped'));
    };
    await handler(ctx, { runId }, job({ signal: stop.signal, progress })).catch(() => undefined);
    const [first, second] = await tilesOfRun(runId);
    if (first && second) {
      await ctx.storage.delete(tileKey(projectId, runId, first.fileId));
      await ctx.storage.put(tileKey(projectId, runId, second.fileId), Buffer.from('BPTILE01'));
    }
    await handler(ctx, { runId }, job());
    await expectReference(runId);
  });

  it('stops helpers when the job is cancelled, and keeps what is done for a week', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '512' });
    const { runId, jobId } = await start();
    const stop = new AbortController();
    const progress = async ({ step }: { step?: string }) => {
      if (step === 'compare') stop.abort(new Error('cancelled'));
    };
    await expect(handler(ctx, { runId }, job({ signal: stop.signal, progress }))).rejects.toThrow(
      'cancelled',
    );
    expect(await wantedTilings(ctx)).toEqual([]);
    expect(await helpMining(ctx, new AbortController().signal)).toBe(0);

    const { db } = database();
    await db.job.update({
      where: { id: jobId },
      data: { status: 'CANCELLED', finishedAt: clock.now() },
    });
    expect(await sweepTiles(ctx)).toBe(0);
    expect((await filesOf(runId)).length).toBeGreaterThan(0);
    clock.advance(7 * 24 * 3600 * 1000);
    expect(await sweepTiles(ctx)).toBe(1);
    expect(await filesOf(runId)).toEqual([]);
    expect(await db.miningTiling.count({ where: { runId } })).toBe(0);
    // Resumed after all, it begins anew.
    await handler(ctx, { runId }, job());
    await expectReference(runId);
  });

  it('a worker with too little memory refuses the tiles of a larger one, and says what is needed', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '1024' });
    const { runId } = await start();
    await openTiling(ctx, { id: runId, projectId, semantic: keys[0]!, visual: keys[1]! });
    overrideEnv({ MINING_MEMORY_MB: '10' });
    expect(await helpMining(ctx, new AbortController().signal)).toBe(0);
    overrideEnv({ MINING_MEMORY_MB: '' });
    const busy = () => false;
    expect(await helpMining(ctx, new AbortController().signal, busy), 'has a job').toBe(0);
    expect(await tilesOfRun(runId)).toEqual([]);
    // The job waits for a larger worker, and goes on with it.
    overrideEnv({ MINING_MEMORY_MB: '10' });
    const running = handler(ctx, { runId }, job());
    await pause(1_000);
    expect(await tilesOfRun(runId)).toEqual([]);
    overrideEnv({ MINING_MEMORY_MB: '' });
    await helpMining(ctx, new AbortController().signal);
    await running;
    await expectReference(runId);
  });

  it('refuses thresholds that let too much through while tiles are compared', async () => {
    overrideEnv({ MINING_BLOCK_IMAGES: '1024' });
    const { runId } = await start();
    const tiling = (await openTiling(ctx, {
      id: runId,
      projectId,
      semantic: keys[0]!,
      visual: keys[1]!,
    }))!;
    const tile = (await claimTile(ctx, tiling))!;
    await finishTile(ctx, tile, { compared: 1, passing: DEFAULT_MAX_PAIRS + 1 });
    await expect(handler(ctx, { runId }, job())).rejects.toMatchObject({ code: 'unprocessable' });
  });

  it('is cut where it does not fit into the memory, instead of being refused', async () => {
    // 2,700 rows of 32 and 768 numbers are 8.2 MB. The least room to compare them is 10.25 MB more,
    // so 15 MB hold two blocks of 512 rows (3.1 MB) and not all.
    await addCorpus(2_700, 768);
    overrideEnv({ MINING_MEMORY_MB: '15' });
    const { runId } = await start();
    const tiling = await openTiling(ctx, {
      id: runId,
      projectId,
      semantic: keys[0]!,
      visual: keys[1]!,
    });
    expect(tiling?.grid).toEqual({ rows: 2_700, blockRows: 512 });
    await handler(ctx, { runId }, job());
    await expectReference(runId);

    overrideEnv({ MINING_MEMORY_MB: '12' });
    const tooSmall = await start();
    await expect(handler(ctx, { runId: tooSmall.runId }, job())).rejects.toMatchObject({
      key: 'miningMemory',
    });
  });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    if (await holds()) return;
    await pause(20);
  }
  throw new Error('it never came to that');
}
