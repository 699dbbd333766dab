import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeImages, makeProject } from '@/lib/testing/factories';
import { embeddingPages, type EmbeddingPlace } from './embedding-pages';

const KEY = { encoderId: 'some-clip', weightsHash: 'a1'.repeat(32), preprocessing: 'clip-224' };

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.stop());

/** Every second image lies in another shard. */
async function embedded(count: number): Promise<{ shards: string[]; places: EmbeddingPlace[] }> {
  const { db } = database;
  const { id: projectId } = await makeProject(db);
  const images = (await makeImages(db, projectId, count)).sort();
  const shards: string[] = [];
  for (const name of ['one', 'two']) {
    const { id } = await db.embeddingShard.create({
      data: {
        ...{ projectId, ...KEY, storageKey: `${projectId}/${name}` },
        ...{ sha256: 'b2'.repeat(32), rows: count, dimensions: 2 },
      },
    });
    shards.push(id);
  }
  const places = images.map((imageId, row) => ({ imageId, shardId: shards[row % 2]!, row }));
  await db.embedding.createMany({ data: places.map((place) => ({ ...KEY, ...place })) });
  return { shards, places };
}

it('gives each embedding of the project once, by ascending image, whatever the size of a page', async () => {
  const ctx = makeCtx(database.db);
  const own = await embedded(7);
  // Of another project, by the same encoder: between them, and not among them.
  await embedded(9);
  for (const size of [1, 3, 7, 100]) {
    const pages: EmbeddingPlace[][] = [];
    for await (const page of embeddingPages(ctx, KEY, own.shards, size)) pages.push(page);
    expect(pages.flat()).toEqual(own.places);
    expect(Math.max(...pages.map((page) => page.length))).toBe(Math.min(size, 7));
  }
});
