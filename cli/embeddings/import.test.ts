/** What an import stores, and what it refuses before it stores anything. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { importEmbeddings } from '@/lib/features/encoding/import-embeddings';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { as, makeMember, makeProject, userActor } from '@/lib/testing/factories';
import { makeMiningWorld, SEMANTIC, type MiningWorld } from '../mine/test-world';
import {
  CLIP_HASH,
  clipFields,
  DINO_HASH,
  NAMES,
  SEEDS,
  someRows,
  writeNpy,
  type Row,
} from './test-files';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let world: MiningWorld;
let folder: string;
let projectId: string;
beforeAll(async () => {
  world = await makeMiningWorld();
  folder = await mkdtemp(join(tmpdir(), 'blindpair-import-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  projectId = (await makeProject(world.ctx.db)).id;
  await world.addImages(projectId, SEEDS);
});

const clip = (path: string, fields: object = {}) => ({ ...clipFields(fields), projectId, path });

/** What lies under the imported encoders, in the database and in storage. */
async function stored() {
  const { db, storage } = world.ctx;
  const shards = await db.embeddingShard.findMany({ where: { projectId } });
  const files: string[] = [];
  for await (const { key } of storage.list(`shards/${projectId}/`)) files.push(key);
  return {
    shards: shards.length,
    files: files.length,
    embeddings: await db.embedding.count({ where: { image: { projectId } } }),
    encoders: await db.importedEncoder.count({ where: { projectId } }),
  };
}
const NOTHING = { shards: 0, files: 0, embeddings: 0, encoders: 0 };

describe('an import', () => {
  it('adds what is new and leaves what is there', async () => {
    const few = await writeNpy(folder, 'few.npy', someRows(NAMES.slice(0, 10)), NAMES.slice(0, 10));
    await importEmbeddings(world.ctx, clip(few, { allowMissing: true }));
    const key = { encoderId: 'lab-clip', weightsHash: CLIP_HASH, preprocessing: 'imported' };
    const before = await loadMatrix(world.ctx, { projectId, key });
    // Other numbers for all; those that are there stay.
    const all = await writeNpy(folder, 'all.npy', someRows(NAMES, 50), NAMES);
    expect(await importEmbeddings(world.ctx, clip(all))).toMatchObject({
      matched: 16,
      already: 10,
      stored: 6,
    });
    const after = await loadMatrix(world.ctx, { projectId, key, imageIds: before.imageIds });
    expect([...after.rows.data]).toEqual([...before.rows.data]);
    expect((await loadMatrix(world.ctx, { projectId, key })).rows.count).toBe(16);
    // Again: nothing new, and nothing missing either, since all images have one.
    expect(await importEmbeddings(world.ctx, clip(few))).toMatchObject({ already: 10, stored: 0 });
  });

  it('stopped between its readings stores nothing, and is done by the same call later', async () => {
    const path = await writeNpy(folder, 'all.npy', someRows(NAMES), NAMES);
    const stop = new AbortController();
    const stopped = importEmbeddings(world.ctx, clip(path), {
      signal: stop.signal,
      onReport: () => stop.abort(new Error('stopped')),
    });
    await expect(stopped).rejects.toThrow('stopped');
    expect(await stored()).toMatchObject({ shards: 0, files: 0, embeddings: 0 });
    expect(await importEmbeddings(world.ctx, clip(path))).toMatchObject({ stored: 16 });
  });

  const vector = (...values: number[]) => ({ name: '', id: '', sha256: '', values });
  it.each<[string, (rows: Row[], keys: string[]) => void, RegExp]>([
    [
      'an image without a row',
      (rows, keys) => void (rows.pop(), keys.pop()),
      /1 image has no row .*16\.jpg.*--allow-missing/,
    ],
    [
      'a zero vector',
      (rows) => void rows.splice(4, 1, vector(0, 0, 0, 0)),
      /Row 5 of bad\.npy \(5\.jpg\) is zero everywhere/,
    ],
    [
      'a vector with NaN',
      (rows) => void rows.splice(0, 1, vector(1, NaN, 0, 0)),
      /Row 1 of bad\.npy \(1\.jpg\) holds NaN/,
    ],
    [
      'two vectors for one image',
      (rows, keys) => void (rows.push(vector(-1, 0, 0, 0)), keys.push('x/3.jpg')),
      /1 further row means an image .*x\/3\.jpg/,
    ],
    [
      'two vectors for one image, alike in the many numbers that are zero',
      (rows, keys) => {
        const zeros = Array.from({ length: 8 }, () => 0);
        rows.push(vector(-1, 0, 0, 0));
        keys.push('x/3.jpg');
        for (const row of rows) row.values = [...zeros, ...row.values, ...zeros];
      },
      /1 further row means an image .*x\/3\.jpg/,
    ],
    [
      'keys that mean nothing here',
      (_, keys) => keys.forEach((_key, k) => (keys[k] = `other-${k}.jpg`)),
      /None of the 16 rows.*other-0\.jpg.*--key/,
    ],
  ])('of %s stores nothing and says why', async (_what, spoil, words) => {
    const rows = someRows(NAMES);
    const keys = [...NAMES];
    spoil(rows, keys);
    const path = await writeNpy(folder, 'bad.npy', rows, keys);
    await expect(importEmbeddings(world.ctx, clip(path))).rejects.toThrow(words);
    expect(await stored()).toEqual(NOTHING);
  });

  it('of a name that two images have stores nothing; by id it is clear', async () => {
    await world.addImages(projectId, [101]);
    await world.ctx.db.image.updateMany({
      where: { projectId, originalName: '101.jpg' },
      data: { originalName: '1.jpg' },
    });
    const images = await world.ctx.db.image.findMany({ where: { projectId } });
    const rows = someRows(images.map(({ originalName }) => originalName));
    const names = await writeNpy(
      folder,
      'names.npy',
      rows,
      images.map(({ originalName }) => originalName),
    );
    await expect(importEmbeddings(world.ctx, clip(names))).rejects.toThrow(
      /2 rows mean two images .*1\.jpg/,
    );
    expect(await stored()).toEqual(NOTHING);
    const ids = await writeNpy(
      folder,
      'ids.npy',
      rows,
      images.map(({ id }) => id),
    );
    expect(await importEmbeddings(world.ctx, clip(ids))).toMatchObject({
      matchedBy: 'id',
      stored: 17,
    });
  });

  it('takes the same vector twice for what it is, by every name that an image was handed in with', async () => {
    const image = await world.ctx.db.image.findFirstOrThrow({
      where: { projectId, originalName: '7.jpg' },
    });
    await world.ctx.db.uploadFile.create({
      data: {
        batchId: image.batchId,
        name: 'copies/seven.jpg',
        outcome: 'DUPLICATE',
        imageId: image.id,
      },
    });
    const rows = someRows(NAMES);
    rows.push(rows[6]!);
    const path = await writeNpy(folder, 'copies.npy', rows, [...NAMES, 'copies/seven.jpg']);
    const done = await importEmbeddings(world.ctx, clip(path));
    expect(done.duplicates).toEqual({ count: 1, examples: ['copies/seven.jpg'] });
    expect(done.stored).toBe(16);
  });

  it('mixes no two encoders under one id, and takes no id of one that can be run', async () => {
    const path = await writeNpy(folder, 'all.npy', someRows(NAMES), NAMES);
    for (const encoderId of [SEMANTIC, 'dinov2-base']) {
      await expect(importEmbeddings(world.ctx, clip(path, { encoderId }))).rejects.toMatchObject({
        code: 'conflict',
      });
    }
    expect(await stored()).toEqual(NOTHING);
    await importEmbeddings(world.ctx, clip(path));
    const longer = someRows(NAMES).map((row) => ({ ...row, values: [...row.values, 1] }));
    const other = await writeNpy(folder, 'longer.npy', longer, NAMES);
    for (const again of [
      clip(path, { weightsHash: DINO_HASH }),
      clip(path, { role: 'visual' }),
      clip(path, { preprocessing: 'clip-336' }),
      clip(other),
    ]) {
      await expect(importEmbeddings(world.ctx, again)).rejects.toMatchObject({ code: 'conflict' });
    }
    expect(await stored()).toMatchObject({ shards: 1, embeddings: 16, encoders: 1 });
  });

  it('is for admins', async () => {
    const path = await writeNpy(folder, 'all.npy', someRows(NAMES), NAMES);
    for (const role of ['ANNOTATOR', 'REVIEWER', 'RESEARCHER', 'RATER'] as const) {
      const person = await makeMember(world.ctx.db, projectId, role);
      const acting = as(world.ctx, userActor(person, projectId, role));
      await expect(importEmbeddings(acting, clip(path))).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });
});
