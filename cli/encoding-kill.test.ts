/**
 * kill -9 of a real worker process, again and again, amid the encoding of a corpus: nothing that was
 * stored is lost or made again, and the rows end as those of a run that nobody disturbed.
 * BLINDPAIR_KILL_IMAGES=10000 makes it a long test; see CONTRIBUTING.md.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DEFAULT_ENCODERS, embeddingKey } from '@/lib/domain/encoders';
import { encodeMissing } from '@/lib/features/encoding/encode-missing';
import { startEncoding } from '@/lib/features/encoding/start-encoding';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { scene } from '@/lib/infra/images/testing';
import { systemClock } from '@/lib/infra/clock';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { createDiskStorage } from '@/lib/infra/storage/disk';
import { createDb, type Db } from '@/lib/infra/db/client';
import { startEmbedded, type EmbeddedDatabase } from '@/lib/infra/db/embedded';
import { makeCtx, makeProject, systemActor } from '@/lib/testing/factories';

const ENTRY = fileURLToPath(new URL('blindpair.mjs', import.meta.url));
const IMAGES = Number(process.env.BLINDPAIR_KILL_IMAGES ?? 600);
/** After the next stored chunk, so many milliseconds: at its beginning, amid it, near its end. */
const KILL_AFTER_MS = IMAGES < 5_000 ? [0, 200] : [0, 100, 300, 600, 1_000, 1_500];
const ENCODERS = [DEFAULT_ENCODERS.semanticEncoder, DEFAULT_ENCODERS.visualEncoder];
const LONG_MS = 300_000 + IMAGES * 200;

let folder: string;
let dataDir: string;
let database: EmbeddedDatabase;
let db: Db;
let ctx: WorkerCtx;
let worker: ChildProcess | undefined;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-encoding-kill-'));
  dataDir = join(folder, 'data');
  database = await startEmbedded({ dataDir });
  db = createDb(database.url);
  const encoders = installedEncoders();
  const pool = new EncoderPool({ registry: encoders, threads: 2 });
  const storage = createDiskStorage(dataDir);
  ctx = { ...makeCtx(db, systemActor, systemClock), storage, encoders, pool };
});
afterAll(async () => {
  kill();
  await ctx.pool.close();
  await db.$disconnect();
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});

const start = (...args: string[]): ChildProcess =>
  spawn(process.execPath, [ENTRY, '--data', dataDir, ...args], {
    env: { ...process.env, DATABASE_URL: database.url, BLINDPAIR_DATA: '', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });

function kill(): void {
  worker?.kill('SIGKILL');
  worker = undefined;
}

/** The most memory that the worker has held, in MB. */
function peak(): number {
  const status = readFileSync(`/proc/${worker?.pid}/status`, 'utf8');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

async function ingest(): Promise<string> {
  const photos = join(folder, 'photos');
  await mkdir(photos);
  for (let seed = 1; seed <= IMAGES; seed++) {
    const side = 32 + (seed % 4) * 8;
    await writeFile(join(photos, `${seed}.jpg`), await scene(side, 32, seed).jpeg().toBuffer());
  }
  const command = start('ingest', photos, '--project', 'killed', '--create', '--json');
  expect(await new Promise((resolve) => command.once('exit', resolve))).toBe(0);
  const project = await db.project.findUniqueOrThrow({ where: { slug: 'killed' } });
  expect(await db.image.count({ where: { projectId: project.id } })).toBe(IMAGES);
  return project.id;
}

const shardsOf = (projectId: string) =>
  db.embeddingShard.findMany({ where: { projectId }, orderBy: { id: 'asc' } });

/** Rows by the bytes of the image: ids differ between projects. */
async function rowsOf(projectId: string, encoderId: string): Promise<Map<string, string>> {
  const { description } = await ctx.encoders.get(encoderId);
  const { imageIds, rows } = await loadMatrix(ctx, { projectId, key: embeddingKey(description) });
  const images = await db.image.findMany({
    where: { projectId },
    select: { id: true, sha256: true },
  });
  const hashes = new Map(images.map((image) => [image.id, image.sha256]));
  return new Map(
    imageIds.map((id, at) => {
      const row = rows.data.subarray(at * rows.dimensions, (at + 1) * rows.dimensions);
      const bytes = Buffer.from(row.buffer, row.byteOffset, row.byteLength);
      return [hashes.get(id) ?? '', bytes.toString('base64')];
    }),
  );
}

/** The same images in another project, encoded in one go. */
async function undisturbed(from: string): Promise<string> {
  const { id } = await makeProject(db, { slug: 'calm' });
  const batch = await db.uploadBatch.create({
    data: { projectId: id, source: 'test', licence: 'CC0-1.0' },
  });
  await db.$executeRaw`
    INSERT INTO "Image" ("id", "projectId", "batchId", "sha256", "originalSha256", "originalName",
      "originalFormat", "width", "height", "bytes", "source", "licence")
    SELECT gen_random_uuid(), ${id}::uuid, ${batch.id}::uuid, "sha256", "originalSha256",
      "originalName", "originalFormat", "width", "height", "bytes", "source", "licence"
    FROM "Image" WHERE "projectId" = ${from}::uuid`;
  for (const encoderId of ENCODERS) await encodeMissing(ctx, { projectId: id, encoderId });
  return id;
}

it(
  `${IMAGES} images are encoded once each, however often the worker is killed`,
  async () => {
    const projectId = await ingest();
    const { jobId } = await startEncoding(ctx, { projectId, encoderIds: ENCODERS });
    const job = () => db.job.findUniqueOrThrow({ where: { id: jobId } });
    const begun = Date.now();
    let kept = await shardsOf(projectId);
    const memory: number[] = [];
    for (const afterMs of KILL_AFTER_MS) {
      worker = start('worker', '--sole', '--slots', '1');
      while ((await shardsOf(projectId)).length <= kept.length) await pause(20);
      await pause(afterMs);
      memory.push(peak());
      kill();
      await pause(50);
      expect((await job()).status, 'killed while at work').toBe('RUNNING');
      const now = await shardsOf(projectId);
      expect(now.filter((shard) => kept.some((old) => old.id === shard.id))).toEqual(kept);
      kept = now;
    }
    worker = start('worker', '--sole', '--slots', '1');
    while ((await job()).status !== 'DONE') {
      expect((await job()).status).not.toBe('FAILED');
      await pause(200);
    }
    memory.push(peak());
    const seconds = (Date.now() - begun) / 1000;
    kill();

    const shards = await shardsOf(projectId);
    expect(shards.filter((shard) => kept.some((old) => old.id === shard.id))).toEqual(kept);
    expect(shards.reduce((sum, shard) => sum + shard.rows, 0)).toBe(IMAGES * ENCODERS.length);
    for (const shard of shards) {
      const bytes = await ctx.storage.get(shard.storageKey);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(shard.sha256);
    }
    const files: string[] = [];
    for await (const { key } of ctx.storage.list(`shards/${projectId}/`)) files.push(key);
    expect(files.sort(), 'no file without its row').toEqual(
      shards.map((shard) => shard.storageKey).sort(),
    );
    const once = await db.embedding.groupBy({
      by: ['encoderId', 'weightsHash', 'preprocessing'],
      where: { image: { projectId } },
      _count: true,
    });
    expect(once.map((row) => [row.encoderId, row._count]).sort()).toEqual(
      ENCODERS.map((id) => [id, IMAGES]).sort(),
    );

    const calm = await undisturbed(projectId);
    for (const encoderId of ENCODERS) {
      const rows = await rowsOf(projectId, encoderId);
      expect(rows.size).toBe(IMAGES);
      expect(rows).toEqual(await rowsOf(calm, encoderId));
    }
    console.log(
      `${IMAGES} images, ${ENCODERS.length} encoders: ${KILL_AFTER_MS.length} kills, ${kept.length} of ${shards.length} shards stored before the last one, ${seconds.toFixed(0)} s in all, at most ${Math.max(...memory)} MB`,
    );
  },
  LONG_MS,
);

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
