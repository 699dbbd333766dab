/**
 * kill -9 of real worker processes, at random, while several of them share a mining run: it ends with
 * exactly the pairs of the brute force, and no tile that was stored is compared again.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_ENCODERS, embeddingKey } from '@/lib/domain/encoders';
import { joinPairs } from '@/lib/domain/mining/join';
import { samplePopulation } from '@/lib/domain/mining/population';
import { rankAndCap } from '@/lib/domain/mining/rank';
import { createRng } from '@/lib/domain/rng';
import { miningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { addEmbedded } from '@/lib/features/mining/testing';
import { systemClock } from '@/lib/infra/clock';
import type { Ctx } from '@/lib/infra/context';
import { createDb, type Db } from '@/lib/infra/db/client';
import { startEmbedded, type EmbeddedDatabase } from '@/lib/infra/db/embedded';
import { migrateDeploy } from '@/lib/infra/db/migrate';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { shaped } from '@/lib/infra/join/testing';
import { columnsOf, readRunResult } from '@/lib/infra/run-result';
import { createDiskStorage } from '@/lib/infra/storage/disk';
import { tilesPrefix } from '@/lib/infra/tile-result';
import { makeCtx, makeProject, systemActor } from '@/lib/testing/factories';

const ENTRY = fileURLToPath(new URL('blindpair.mjs', import.meta.url));
/** 16 blocks of 512 rows are 136 tiles. */
const IMAGES = 8_000;
const WORKERS = 3;
/** Kills, each when so many more tiles are done. */
const KILLS = 4;
const TILES_BETWEEN = 20;
const MINE = { minSemantic: 0.978, maxVisual: 0, perImage: 2, limit: 1_000 };
const LONG_MS = 400_000;

let folder: string;
let database: EmbeddedDatabase;
let db: Db;
let ctx: Ctx;
const workers = new Set<ChildProcess>();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-mining-kill-'));
  database = await startEmbedded();
  await migrateDeploy(database.url);
  await prepareQueue(database.url);
  db = createDb(database.url);
  ctx = { ...makeCtx(db, systemActor, systemClock), storage: createDiskStorage(folder) };
}, LONG_MS);
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await db.$disconnect();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

function start(): void {
  const worker = spawn(process.execPath, [ENTRY, '--data', folder, 'worker', '--slots', '1'], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      BLINDPAIR_DATA: '',
      LOG_LEVEL: 'error',
      MINING_BLOCK_IMAGES: '512',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  workers.add(worker);
  worker.once('exit', () => workers.delete(worker));
}

const doneTiles = (runId: string) =>
  db.miningTile.findMany({
    where: { runId, leaseExpiresAt: null },
    select: { number: true, fileId: true },
  });

it(
  `${WORKERS} worker processes share a run, and ${KILLS} kills change nothing of its result`,
  async () => {
    const { id: projectId } = await makeProject(db);
    const rows = {
      semantic: shaped('cluster', IMAGES, 32, 11),
      visual: shaped('isotropic', IMAGES, 24, 12),
    };
    const encoders = installedEncoders();
    const { semanticEncoder, visualEncoder } = DEFAULT_ENCODERS;
    const key = async (id: string) => embeddingKey((await encoders.get(id)).description);
    const imageIds = await addEmbedded(ctx, projectId, [
      { key: await key(semanticEncoder), rows: rows.semantic },
      { key: await key(visualEncoder), rows: rows.visual },
    ]);
    const fields = miningFields.parse({ semanticEncoder, visualEncoder, ...MINE });
    const { runId, jobId } = await startMining(ctx, { ...fields, projectId });
    const job = () => db.job.findUniqueOrThrow({ where: { id: jobId } });
    for (let k = 0; k < WORKERS; k += 1) start();

    const random = createRng('who dies');
    let kept: { number: number; fileId: string }[] = [];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      while ((await doneTiles(runId)).length < kill * TILES_BETWEEN) await pause(20);
      await pause(random.nextInt(60));
      const victim = [...workers][random.nextInt(workers.size)]!;
      victim.kill('SIGKILL');
      await new Promise((resolve) => victim.once('exit', resolve));
      expect((await job()).status, 'killed while at work').not.toBe('DONE');
      const now = await doneTiles(runId);
      expect(now).toEqual(expect.arrayContaining(kept));
      kept = now;
      start();
    }
    while ((await job()).status !== 'DONE') {
      expect((await job()).status).not.toBe('FAILED');
      const now = await doneTiles(runId);
      if (now.length > 0) {
        expect(now).toEqual(expect.arrayContaining(kept));
        kept = now;
      }
      await pause(100);
    }

    const thresholds = { semanticAbove: MINE.minSemantic, visualBelow: MINE.maxVisual };
    const passing = joinPairs({ ...rows, thresholds });
    expect(passing.length).toBeGreaterThan(1_000);
    const run = await db.miningRun.findUniqueOrThrow({ where: { id: runId } });
    const result = await readRunResult(ctx.storage, run.resultKey!);
    expect(result.imageIds).toEqual(imageIds);
    expect(result.passing).toEqual(columnsOf(passing));
    expect(result.sample).toEqual(
      samplePopulation(rows.semantic, rows.visual, createRng(runId), 200_000),
    );
    const mined = await db.minedPair.findMany({
      where: { runId },
      orderBy: { rank: 'asc' },
      select: {
        semantic: true,
        visual: true,
        pair: { select: { imageAId: true, imageBId: true } },
      },
    });
    expect(mined).toEqual(
      rankAndCap(passing, MINE).map(({ i, j, semantic, visual }) => ({
        semantic,
        visual,
        pair: { imageAId: imageIds[i], imageBId: imageIds[j] },
      })),
    );
    const left: string[] = [];
    for await (const { key: file } of ctx.storage.list(tilesPrefix(projectId, runId))) {
      left.push(file);
    }
    expect(left, 'no file of a tile').toEqual([]);
  },
  LONG_MS,
);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
