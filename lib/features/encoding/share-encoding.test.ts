import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { STALE_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { shardKey, type Storage } from '@/lib/infra/storage/storage';
import { describeOnEachDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject, systemActor, TestClock } from '@/lib/testing/factories';
import {
  CHUNK,
  claimChunk,
  FIRST,
  freeRange,
  openEncoding,
  OTHERS_SAY_MS,
  unwant,
  want,
  type OpenEncoding,
} from './chunks';
import { encodeMissing } from './encode-missing';
import { helpEncoding } from './help-encoding';
import { addPictures, RecordingPool, shardFiles } from './testing';

const ENCODER = 'miniature-visual';
// Thousands of images, and a heartbeat to wait for: slow is not wrong.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });
let storage: Storage | undefined;

it('free ranges leave out what is held, in any order, and end where all is held', () => {
  const id = (digit: string): string => `${digit}0000000-0000-4000-8000-000000000000`;
  const held = [
    { afterId: id('6'), throughId: id('8') },
    { afterId: id('1'), throughId: id('3') },
    { afterId: id('3'), throughId: id('4') },
  ];
  const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
  expect(freeRange(held, FIRST)).toEqual({ afterId: FIRST, throughId: id('1') });
  expect(freeRange(held, id('1'))).toEqual({ afterId: id('4'), throughId: id('6') });
  expect(freeRange(held, id('2'))).toEqual({ afterId: id('4'), throughId: id('6') });
  expect(freeRange(held, id('5'))).toEqual({ afterId: id('5'), throughId: id('6') });
  expect(freeRange(held, id('7'))).toEqual({ afterId: id('8'), throughId: last });
  expect(freeRange([{ afterId: FIRST, throughId: last }], FIRST)).toBeNull();
  expect(freeRange([], last)).toBeNull();
});

describeOnEachDatabase('an encoding shared by workers', (database) => {
  let pools: RecordingPool[];
  let workers: WorkerCtx[];
  let clock: TestClock;
  let projectId: string;
  beforeAll(() => {
    const encoders = installedEncoders();
    clock = new TestClock();
    pools = [1, 2].map(() => new RecordingPool({ registry: encoders, threads: 1 }));
    const made = makeCtx(database().db, systemActor, clock);
    // One folder for both databases: writing thousands of files safely takes longer than encoding them.
    storage ??= made.storage;
    const shared = { ...made, storage };
    workers = pools.map((pool) => ({ ...shared, encoders, pool }));
  });
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));
  beforeEach(async () => {
    projectId = (await makeProject(database().db)).id;
    for (const pool of pools) {
      pool.seen.length = 0;
      pool.before = async () => undefined;
    }
  });

  const worker = (at: 0 | 1): WorkerCtx => workers[at]!;
  const seen = (): string[] => pools.flatMap((pool) => pool.seen);
  const lead = (at: 0 | 1, more: object = {}) =>
    encodeMissing(worker(at), { projectId, encoderId: ENCODER, ...more });
  const open = async (): Promise<OpenEncoding> => {
    const { description } = await worker(0).encoders.get(ENCODER);
    return openEncoding(worker(0), projectId, embeddingKey(description));
  };

  /** Every image has one row, every shard file its row, and nobody holds anything. */
  async function expectWhole(count: number): Promise<void> {
    const { db } = database();
    const rows = await db.embedding.findMany({ where: { image: { projectId } } });
    expect(new Set(rows.map((row) => row.imageId)).size).toBe(count);
    expect(rows).toHaveLength(count);
    const shards = await db.embeddingShard.findMany({ where: { projectId } });
    expect(await shardFiles(worker(0), projectId)).toEqual(
      shards.map((shard) => shard.storageKey).sort(),
    );
    expect(shards.reduce((sum, shard) => sum + shard.rows, 0)).toBe(count);
    expect(await db.encodingChunk.count({ where: { encoding: { projectId } } })).toBe(0);
  }

  it('sends each of 1,200 images to one encoder once, whether two jobs ask for it or one and a helper', async () => {
    await addPictures(worker(0), projectId, 1_200);
    const done: number[] = [];
    const results = await Promise.all([
      lead(0, { progress: (now: number) => void done.push(now) }),
      lead(1),
    ]);
    expect(new Set(seen()).size).toBe(1_200);
    expect(seen()).toHaveLength(1_200);
    for (const pool of pools) expect(pool.seen.length).toBeGreaterThanOrEqual(CHUNK);
    await expectWhole(1_200);
    // Both say what all have done.
    for (const result of results) expect(result).toMatchObject({ encoded: 1_200, total: 1_200 });
    expect(done.at(-1)).toBe(1_200);
    expect(done.length).toBeGreaterThan(pools[0]!.seen.length / CHUNK);

    await database().db.embeddingShard.deleteMany({ where: { projectId } });
    for (const file of await shardFiles(worker(0), projectId)) {
      await worker(0).storage.delete(file);
    }
    for (const pool of pools) pool.seen.length = 0;
    const job = lead(0);
    let helped = 0;
    for (let over = false; !over;) {
      helped += await helpEncoding(worker(1), new AbortController().signal);
      over = await Promise.race([job.then(() => true), pause(20).then(() => false)]);
    }
    expect(new Set(seen()).size).toBe(1_200);
    expect(seen()).toHaveLength(1_200);
    expect(helped).toBe(pools[1]!.seen.length);
    expect(helped).toBeGreaterThanOrEqual(CHUNK);
    await expectWhole(1_200);
  });

  it('waits for the chunk of another worker, and does it itself once that worker is dead', async () => {
    await addPictures(worker(0), projectId, 600);
    const claim = await claimChunk(worker(1), await open(), FIRST);
    if (claim.kind !== 'chunk') throw new Error('no chunk');
    expect(claim.chunk.images).toHaveLength(CHUNK);
    // Killed after its file was written and before its rows were.
    await worker(1).storage.put(shardKey(projectId, claim.chunk.shardId), Buffer.from('cut off'));

    let over = false;
    const job = lead(0).finally(() => {
      over = true;
    });
    await until(() => pools[0]!.seen.length === 600 - CHUNK);
    await pause(1_200);
    expect(over).toBe(false);
    expect(pools[0]!.seen).toHaveLength(600 - CHUNK);
    clock.advance(STALE_MS);
    await job;
    expect(new Set(seen()).size).toBe(600);
    expect(seen()).toHaveLength(600);
    await expectWhole(600);
  });

  it('lets a worker that was only asleep store nothing of what another has taken over', async () => {
    await addPictures(worker(0), projectId, 40);
    let wake = (): void => undefined;
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    pools[1]!.before = () => asleep;
    const late = lead(1);
    await until(
      async () =>
        (await database().db.encodingChunk.count({ where: { encoding: { projectId } } })) > 0,
    );
    clock.advance(STALE_MS);
    await lead(0);
    await expectWhole(40);
    const before = await database().db.embedding.findMany({ where: { image: { projectId } } });
    wake();
    expect(await late).toMatchObject({ total: 40 });
    await expectWhole(40);
    expect(await database().db.embedding.findMany({ where: { image: { projectId } } })).toEqual(
      before,
    );
  });

  it('stops helpers as well when the job is cancelled, and frees their chunks at once', async () => {
    await addPictures(worker(0), projectId, CHUNK * 2);
    // Both hang in their first call until they are told to stop.
    for (const pool of pools) {
      pool.before = (signal) =>
        new Promise((_, reject) =>
          signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
        );
    }
    const stop = new AbortController();
    const job = lead(0, { signal: stop.signal });
    const chunks = () => database().db.encodingChunk.count({ where: { encoding: { projectId } } });
    await until(async () => (await chunks()) === 1);
    const help = helpEncoding(worker(1), new AbortController().signal);
    await until(async () => (await chunks()) === 2);
    stop.abort(new Error('cancelled'));
    await expect(job).rejects.toThrow('cancelled');
    clock.advance(OTHERS_SAY_MS);
    expect(await help).toBe(0);
    await expectWhole(0);
    for (const pool of pools) pool.before = async () => undefined;
    expect(await helpEncoding(worker(1), new AbortController().signal), 'not wanted').toBe(0);
    await lead(0);
    await expectWhole(CHUNK * 2);
  });

  it('keeps the helpers of another job that wants the same when one is cancelled', async () => {
    await addPictures(worker(0), projectId, 10);
    const encoding = await open();
    const help = () => helpEncoding(worker(1), new AbortController().signal);
    // The other one said so before, and will again with its next heartbeat, 5 s later.
    await want(worker(0), encoding);
    await unwant(worker(0), encoding, false);
    clock.advance(5_000);
    expect(await help()).toBe(10);
    // A wish that ends sooner is not made longer.
    clock.advance(OTHERS_SAY_MS - 5_000);
    await unwant(worker(0), encoding, false);
    await addPictures(worker(0), projectId, 10, 20_000);
    expect(await help()).toBe(0);
  });

  it('gives its chunk back at once when the encoder fails, for another worker to try', async () => {
    await addPictures(worker(0), projectId, 10);
    pools[0]!.before = () => Promise.reject(new Error('no memory'));
    await expect(lead(0)).rejects.toThrow('no memory');
    await expectWhole(0);
    expect((await lead(1)).encoded).toBe(10);
  });

  it('takes in an image that is added while it runs', async () => {
    await addPictures(worker(0), projectId, CHUNK + 10);
    let added: Promise<void> | undefined;
    await lead(0, {
      progress: async (done: number) => {
        if (done >= CHUNK) await (added ??= addPictures(worker(0), projectId, 20, 10_000));
      },
    });
    expect(added).toBeDefined();
    await expectWhole(CHUNK + 30);
  });

  it('finds the few missing of a large corpus page by page, never more than a chunk at a time', async () => {
    const { db } = database();
    const encoding = await open();
    const count = 50_000;
    const batch = await db.uploadBatch.create({
      data: { projectId, source: 'test', licence: 'CC0-1.0' },
    });
    await db.$executeRaw`
      INSERT INTO "Image" ("id", "projectId", "batchId", "sha256", "originalSha256", "originalName",
        "originalFormat", "width", "height", "bytes", "source", "licence")
      SELECT gen_random_uuid(), ${projectId}::uuid, ${batch.id}::uuid, md5(n::text), md5(n::text),
        'x.jpg', 'jpeg', 1, 1, 1, 'test', 'CC0-1.0' FROM generate_series(1, ${count}::int) n`;
    const shard = await db.embeddingShard.create({
      data: {
        projectId,
        ...encoding.key,
        dimensions: 1,
        rows: count - 700,
        storageKey: `shards/${projectId}/none.f32`,
        sha256: 'none',
      },
    });
    // All but the last 700 in the order of their ids.
    await db.$executeRaw`
      INSERT INTO "Embedding" ("imageId", "encoderId", "weightsHash", "preprocessing", "shardId", "row")
      SELECT "id", ${encoding.key.encoderId}, ${encoding.key.weightsHash},
        ${encoding.key.preprocessing}, ${shard.id}::uuid, row_number() OVER (ORDER BY "id")
      FROM (SELECT "id" FROM "Image" WHERE "projectId" = ${projectId}::uuid
            ORDER BY "id" LIMIT ${count - 700}) done`;
    const ids = new Set<string>();
    const sizes: number[] = [];
    for (let after = FIRST; ;) {
      const claim = await claimChunk(worker(0), encoding, after);
      if (claim.kind === 'end') break;
      after = claim.after;
      const images = claim.kind === 'chunk' ? claim.chunk.images : [];
      for (const { id } of images) ids.add(id);
      sizes.push(images.length);
    }
    expect(ids.size).toBe(700);
    // 20,000 looked at each time; the third page begins at 40,000 and reaches what is missing.
    expect(sizes).toEqual([0, 0, CHUNK, 700 - CHUNK]);
  });
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    if (await holds()) return;
    await pause(50);
  }
  throw new Error('it never came to that');
}
