import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { scene } from '@/lib/infra/images/testing';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject } from '@/lib/testing/factories';
import { CHUNK } from './chunks';
import { encodeMissing } from './encode-missing';
import { storeShard } from './store-shard';
import { addPictures, RecordingPool, shardFiles } from './testing';

const ENCODER = 'miniature-visual';

let database: TestDatabase;
let pool: RecordingPool;
let ctx: WorkerCtx;
let projectId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const encoders = installedEncoders();
  pool = new RecordingPool({ registry: encoders, threads: 2 });
  ctx = { ...makeCtx(database.db), encoders, pool };
});
afterAll(async () => {
  await pool.close();
  await database.stop();
});
beforeEach(async () => {
  projectId = (await makeProject(database.db)).id;
  pool.seen.length = 0;
});

const addImages = (count: number) => addPictures(ctx, projectId, count);
const key = async () => embeddingKey((await ctx.encoders.get(ENCODER)).description);

describe('encoding what is missing', () => {
  it('encodes every image once and nothing at the second call', async () => {
    await addImages(40);
    expect(await encodeMissing(ctx, { projectId, encoderId: ENCODER })).toMatchObject({
      encoded: 40,
      total: 40,
    });
    expect(pool.seen).toHaveLength(40);
    expect((await encodeMissing(ctx, { projectId, encoderId: ENCODER })).encoded).toBe(0);
    expect(pool.seen).toHaveLength(40);
  });

  it('keeps each row beside its image, equal to encoding that image alone', async () => {
    await addImages(20);
    await encodeMissing(ctx, { projectId, encoderId: ENCODER });
    const { imageIds, rows } = await loadMatrix(ctx, { projectId, key: await key() });
    expect(imageIds).toEqual([...imageIds].sort());
    expect(rows.count).toBe(20);
    for (const at of [0, 7, 19]) {
      const image = await database.db.image.findUniqueOrThrow({ where: { id: imageIds[at]! } });
      const alone = await pool.encodeImages(ENCODER, [
        await ctx.storage.get(blobKey(image.sha256)),
      ]);
      expect(rows.data.slice(at * rows.dimensions, (at + 1) * rows.dimensions)).toEqual(alone);
    }
  });

  it('stopped after the first chunk, keeps it and encodes only the rest', async () => {
    await addImages(CHUNK + 60);
    const stop = new AbortController();
    await expect(
      encodeMissing(ctx, {
        projectId,
        encoderId: ENCODER,
        signal: stop.signal,
        progress: (done) => {
          if (done === CHUNK) stop.abort(new Error('killed'));
        },
      }),
    ).rejects.toThrow('killed');
    const kept = await database.db.embedding.count({ where: { image: { projectId } } });
    expect(kept).toBe(CHUNK);
    const again = await encodeMissing(ctx, { projectId, encoderId: ENCODER });
    expect(again.encoded).toBe(CHUNK + 60 - kept);
    expect((await loadMatrix(ctx, { projectId, key: await key() })).rows.count).toBe(CHUNK + 60);
  });

  it('names an image whose file is another one or gone, and goes on without it once a check has noted that', async () => {
    await addImages(12);
    const first = { orderBy: { id: 'asc' }, take: 2 } as const;
    const images = await database.db.image.findMany({ where: { projectId }, ...first });
    const [broken, gone] = images.map(({ id, sha256 }) => ({ id, key: blobKey(sha256) }));
    // Pictures of other tests share the blobs.
    const kept = await Promise.all([broken, gone].map((image) => ctx.storage.get(image!.key)));
    await ctx.storage.delete(broken!.key);
    // An image that can be read, but not the one that was stored.
    await ctx.storage.put(broken!.key, await scene(32, 32, 999).jpeg().toBuffer());
    await ctx.storage.delete(gone!.key);
    // Measured while all were whole.
    await database.db.imageMeasure.createMany({
      data: (await database.db.image.findMany({ where: { projectId } })).map(({ id }) => ({
        ...{ imageId: id, version: 'any', readable: true },
        ...{ spread: 1, bright: 1, shade: 1, sharpness: 1, hash: '0'.repeat(16), text: 0 },
      })),
    });
    for (const { id } of [broken!, gone!]) {
      await expect(encodeMissing(ctx, { projectId, encoderId: ENCODER })).rejects.toMatchObject({
        code: 'unprocessable',
        message: expect.stringContaining(`x.jpg (${id})`),
      });
      // The first refusal already has the next check look at both.
      const measured = { image: { projectId } };
      expect(await database.db.imageMeasure.count({ where: measured })).toBe(10);
      await database.db.imageFlag.create({ data: { imageId: id, projectId, reason: 'broken' } });
    }
    expect((await encodeMissing(ctx, { projectId, encoderId: ENCODER })).encoded).toBe(10);
    await ctx.storage.delete(broken!.key);
    await ctx.storage.put(broken!.key, kept[0]!);
    await ctx.storage.put(gone!.key, kept[1]!);
  });

  it('leaves no file of embeddings that the database did not take', async () => {
    const rows = new Float32Array(128);
    const shard = { id: ctx.rng.uuid(), projectId, key: await key(), rows, dimensions: 128 };
    // Removed while it was encoded.
    const images = [ctx.rng.uuid()];
    await expect(storeShard(ctx, { ...shard, images })).rejects.toThrow();
    expect(await shardFiles(ctx, projectId)).toEqual([]);
  });

  it('by two workers at once indexes each image once and leaves no unused shard', async () => {
    await addImages(30);
    await Promise.all([1, 2].map(() => encodeMissing(ctx, { projectId, encoderId: ENCODER })));
    expect(await database.db.embedding.count({ where: { image: { projectId } } })).toBe(30);
    const shards = await database.db.embeddingShard.findMany({
      where: { projectId },
      select: { storageKey: true },
    });
    expect(await shardFiles(ctx, projectId)).toEqual(
      shards.map((shard) => shard.storageKey).sort(),
    );
  });

  it('encodes again what was made with other weights, and never mixes the two', async () => {
    await addImages(10);
    await encodeMissing(ctx, { projectId, encoderId: ENCODER });
    await database.db.embedding.updateMany({
      where: { image: { projectId } },
      data: { weightsHash: 'of-older-weights' },
    });
    await database.db.embeddingShard.updateMany({
      where: { projectId },
      data: { weightsHash: 'of-older-weights' },
    });
    expect((await encodeMissing(ctx, { projectId, encoderId: ENCODER })).encoded).toBe(10);
    expect((await loadMatrix(ctx, { projectId, key: await key() })).rows.count).toBe(10);
  });
});
