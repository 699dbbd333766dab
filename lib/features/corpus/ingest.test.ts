import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openFolder } from '@/lib/infra/file-source';
import type { Ctx } from '@/lib/infra/context';
import { fifteenPhotographs, pngClaiming, scene } from '@/lib/infra/images/testing';
import { blobKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { as, makeCtx, makeMember, makeProject, userActor } from '@/lib/testing/factories';
import { batchReport } from './batch-queries';
import { createBatch } from './create-batch';
import { imageFile } from './image-file';
import { ingestFile } from './ingest-file';
import { ingestSource } from './ingest-source';
import { listImages } from './queries';
import { imageListQuery } from './schemas';

let database: TestDatabase;
let ctx: Ctx;
let projectId: string;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  ctx = makeCtx(database.db);
  folder = await mkdtemp(join(tmpdir(), 'blindpair-ingest-'));
});
afterAll(async () => {
  await database.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  projectId = (await makeProject(database.db)).id;
});

const newBatch = async (): Promise<string> =>
  (await createBatch(ctx, { projectId, source: 'own photographs', licence: 'CC0-1.0' })).batchId;

async function folderWith(name: string, files: Iterable<[string, Buffer]>): Promise<string> {
  const root = join(folder, name);
  for (const [file, bytes] of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), bytes);
  }
  return root;
}

describe('ingesting a folder', () => {
  it('takes the fifteen good photographs and says for each bad file why it is refused', async () => {
    const photos = await fifteenPhotographs();
    const whole = await scene(800, 600, 99).jpeg().toBuffer();
    const root = await folderWith('acceptance', [
      ...photos,
      ['bad/corrupt.jpg', whole.subarray(0, whole.length / 3)],
      ['bad/drawing.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
      ['bad/huge.png', pngClaiming(20_000, 20_000)],
      ['.DS_Store', Buffer.from('clutter')],
      ['__MACOSX/._plain.jpg', Buffer.from('clutter')],
    ]);
    await symlink('/etc/hostname', join(root, 'link.jpg'));
    const batchId = await newBatch();

    const counts = await ingestSource(ctx, { projectId, batchId, source: await openFolder(root) });
    expect(counts).toEqual({ added: 15, duplicate: 0, refused: 4 });

    const { lines, batch } = await batchReport(ctx, projectId, { batchId, outcome: 'REFUSED' });
    expect(batch.finished).toBe(true);
    expect(new Map(lines.map((line) => [line.name, line.reason?.key]))).toEqual(
      new Map([
        ['bad/corrupt.jpg', 'corrupt'],
        ['bad/drawing.png', 'svg'],
        ['bad/huge.png', 'too-many-pixels'],
        ['link.jpg', 'symlink'],
      ]),
    );
    expect(lines.find((line) => line.name === 'bad/huge.png')?.reason?.sentence).toContain(
      '20,000 x 20,000',
    );
    const images = await database.db.image.findMany({ where: { projectId } });
    expect(new Set(images.map((image) => `${image.source}, ${image.licence}`))).toEqual(
      new Set(['own photographs, CC0-1.0']),
    );
    for (const image of images) {
      expect((await ctx.storage.get(blobKey(image.sha256))).length).toBe(Number(image.bytes));
    }
  });

  it('goes on where an aborted run stopped and reports each file once', async () => {
    const files = await Promise.all(
      Array.from({ length: 12 }, async (_, k) => {
        const bytes = await scene(64, 64, k + 1)
          .png()
          .toBuffer();
        return [`${k}.png`, bytes] as [string, Buffer];
      }),
    );
    const root = await folderWith('resumed', files);
    const batchId = await newBatch();
    const stop = new AbortController();
    const first = ingestSource(ctx, {
      projectId,
      batchId,
      source: await openFolder(root),
      signal: stop.signal,
      onFile: () => stop.abort(new Error('stopped')),
    });
    await expect(first).rejects.toThrow('stopped');
    const before = await database.db.image.count({ where: { projectId } });
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(12);

    const handled: string[] = [];
    const source = await openFolder(root);
    const onFile = (name: string): unknown => handled.push(name);
    expect(await ingestSource(ctx, { projectId, batchId, source, onFile })).toEqual({
      added: 12,
      duplicate: 0,
      refused: 0,
    });
    expect(handled).toHaveLength(12 - before);
    expect(await database.db.uploadFile.count({ where: { batchId } })).toBe(12);
  });
});

describe('ingesting one file', () => {
  it('names the image that a duplicate equals, by the file and by the served picture', async () => {
    const batchId = await newBatch();
    const picture = scene(128, 96, 7);
    const first = await picture.png().toBuffer();
    // Other bytes, same pixels: only the served JPEG shows that they are one picture.
    const packed = await picture.png({ compressionLevel: 1 }).toBuffer();
    expect(packed.equals(first)).toBe(false);
    const put = (name: string, bytes: Buffer) =>
      ingestFile(ctx, { projectId, batchId, name, bytes });
    const added = await put('a.png', first);
    expect(added).toMatchObject({ outcome: 'added' });
    expect(await put('copy.png', first)).toMatchObject({ outcome: 'duplicate', of: 'a.png' });
    expect(await put('packed.png', packed)).toMatchObject({ outcome: 'duplicate', of: 'a.png' });
    // Sent again after a lost answer.
    expect(await put('a.png', first)).toEqual(added);
    expect(await database.db.uploadFile.count({ where: { batchId } })).toBe(3);
  });

  it('makes one image of the same file uploaded ten times at once', async () => {
    const batchId = await newBatch();
    const bytes = await scene(128, 96, 8).png().toBuffer();
    const results = await Promise.all(
      Array.from({ length: 10 }, (_, k) =>
        ingestFile(ctx, { projectId, batchId, name: `${k}.png`, bytes }),
      ),
    );
    expect(results.filter((result) => result.outcome === 'added')).toHaveLength(1);
    expect(results.filter((result) => result.outcome === 'duplicate')).toHaveLength(9);
    expect(await database.db.image.count({ where: { projectId } })).toBe(1);
  });

  it('keeps projects apart: the same file is new in another one', async () => {
    const bytes = await scene(64, 64, 9).png().toBuffer();
    const batchId = await newBatch();
    const other = (await makeProject(database.db)).id;
    await ingestFile(ctx, { projectId, batchId, name: 'x.png', bytes });
    await expect(
      ingestFile(ctx, { projectId: other, batchId, name: 'x.png', bytes }),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is refused to everybody but those who may add images, and images to raters', async () => {
    const batchId = await newBatch();
    const bytes = await scene(64, 64, 10).png().toBuffer();
    const added = await ingestFile(ctx, { projectId, batchId, name: 'x.png', bytes });
    if (added.outcome !== 'added') throw new Error(added.outcome);
    for (const role of ['ANNOTATOR', 'REVIEWER', 'RATER', 'RESEARCHER'] as const) {
      const person = await makeMember(database.db, projectId, role);
      const acting = as(ctx, userActor(person, projectId, role));
      await expect(
        ingestFile(acting, { projectId, batchId, name: 'y.png', bytes }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      const look = imageFile(acting, { projectId, imageId: added.imageId, width: 320 });
      if (role === 'RATER') {
        await expect(look).rejects.toMatchObject({ code: 'forbidden' });
        await expect(listImages(acting, projectId, imageListQuery.parse({}))).rejects.toMatchObject(
          { code: 'forbidden' },
        );
      } else await look;
    }
  });
});

describe('the image list', () => {
  it('pages forwards and backwards through every image once, in both orders', async () => {
    const batchId = await newBatch();
    await database.db.image.createMany({
      data: Array.from({ length: 150 }, (_, k) => ({
        projectId,
        batchId,
        sha256: `${k}`,
        originalSha256: `${k}`,
        originalName: `${(k * 7) % 50}.jpg`,
        originalFormat: 'jpeg',
        width: 64,
        height: 64,
        bytes: 1,
        source: 's',
        licence: 'l',
        // Many at the same moment: the id must decide.
        createdAt: new Date(Date.UTC(2026, 0, 1 + (k % 3))),
      })),
    });
    for (const sort of ['newest', 'name'] as const) {
      const read = (query: object) =>
        listImages(ctx, projectId, imageListQuery.parse({ sort, ...query }));
      const one = await read({});
      const two = await read({ after: one.next });
      const three = await read({ after: two.next });
      const ids = [one, two, three].flatMap((page) => page.rows.map((row) => row.id));
      expect(new Set(ids).size).toBe(150);
      expect([one.previous, three.next]).toEqual([null, null]);
      expect((await read({ before: three.previous })).rows).toEqual(two.rows);
      expect(await read({ before: two.previous })).toMatchObject({
        rows: one.rows,
        previous: null,
      });
    }
  });
});
