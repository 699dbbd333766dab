import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { scene } from '@/lib/infra/images/testing';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject } from '@/lib/testing/factories';
import { CHUNK, encodeMissing } from './encode-missing';

const ENCODER = 'miniature-visual';

/** Runs the real encoder and counts what it is asked for. */
class CountingPool extends EncoderPool {
  images = 0;
  override encodeImages(
    ...[id, images, options]: Parameters<EncoderPool['encodeImages']>
  ): Promise<Float32Array> {
    this.images += images.length;
    return super.encodeImages(id, images, options);
  }
}

let database: TestDatabase;
let pool: CountingPool;
let ctx: WorkerCtx;
let projectId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  const encoders = installedEncoders();
  pool = new CountingPool({ registry: encoders, threads: 2 });
  ctx = { ...makeCtx(database.db), encoders, pool };
});
afterAll(async () => {
  await pool.close();
  await database.stop();
});
beforeEach(async () => {
  projectId = (await makeProject(database.db)).id;
  pool.images = 0;
});

/** `count` image rows; few distinct pictures, so that many images cost little to make. */
async function addImages(count: number): Promise<void> {
  const batch = await database.db.uploadBatch.create({
    data: { projectId, source: 'test', licence: 'CC0-1.0' },
  });
  const pictures = await Promise.all(
    Array.from({ length: count }, (_, k) =>
      scene(32, 32, k + 1)
        .jpeg({ quality: 60 })
        .toBuffer(),
    ),
  );
  const hashes = new Set<string>();
  for (const data of pictures) {
    const sha256 = createHash('sha256').update(data).digest('hex');
    if (hashes.has(sha256)) throw new Error('two pictures are the same');
    hashes.add(sha256);
    await ctx.storage.put(blobKey(sha256), data);
  }
  await database.db.image.createMany({
    data: [...hashes].map((sha256) => ({
      projectId,
      batchId: batch.id,
      sha256,
      originalSha256: sha256,
      originalName: 'x.jpg',
      originalFormat: 'jpeg',
      width: 32,
      height: 32,
      bytes: 1,
      source: 'test',
      licence: 'CC0-1.0',
    })),
  });
}

const key = async () => embeddingKey((await ctx.encoders.get(ENCODER)).description);

describe('encoding what is missing', () => {
  it('encodes every image once and nothing at the second call', async () => {
    await addImages(40);
    expect(await encodeMissing(ctx, { projectId, encoderId: ENCODER })).toMatchObject({
      encoded: 40,
      total: 40,
    });
    expect(pool.images).toBe(40);
    expect((await encodeMissing(ctx, { projectId, encoderId: ENCODER })).encoded).toBe(0);
    expect(pool.images).toBe(40);
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

  it('by two workers at once indexes each image once and leaves no unused shard', async () => {
    await addImages(30);
    await Promise.all([1, 2].map(() => encodeMissing(ctx, { projectId, encoderId: ENCODER })));
    expect(await database.db.embedding.count({ where: { image: { projectId } } })).toBe(30);
    const shards = await database.db.embeddingShard.findMany({
      where: { projectId },
      select: { storageKey: true },
    });
    const files: string[] = [];
    for await (const { key: file } of ctx.storage.list(`shards/${projectId}/`)) files.push(file);
    expect(files.sort()).toEqual(shards.map((shard) => shard.storageKey).sort());
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
