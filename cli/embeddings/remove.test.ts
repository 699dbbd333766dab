/** What the removal of an import takes, what it leaves, and when it is refused. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { importEmbeddings } from '@/lib/features/encoding/import-embeddings';
import { listImported } from '@/lib/features/encoding/list-imported';
import { removeImported } from '@/lib/features/encoding/remove-imported';
import { neighbours } from '@/lib/features/mining/explore/neighbours';
import { as, makeMember, makeProject, userActor } from '@/lib/testing/factories';
import { makeMiningWorld, type MiningWorld } from '../mine/test-world';
import { clipFields, DINO_HASH, NAMES, SEEDS, someRows, writeNpy } from './test-files';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

let world: MiningWorld;
let folder: string;
let projectId: string;
beforeAll(async () => {
  world = await makeMiningWorld();
  folder = await mkdtemp(join(tmpdir(), 'blindpair-remove-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  projectId = (await makeProject(world.ctx.db)).id;
  await world.addImages(projectId, SEEDS);
  const path = await writeNpy(folder, 'all.npy', someRows(NAMES), NAMES);
  await importEmbeddings(world.ctx, { ...clipFields({}), projectId, path });
  await importEmbeddings(world.ctx, { ...dino, projectId, path });
});

const dino = clipFields({
  encoderId: 'lab-dino',
  name: 'DINO of the lab',
  role: 'visual',
  weightsHash: DINO_HASH,
});
const both = {
  semanticEncoder: 'lab-clip',
  visualEncoder: 'lab-dino',
  minSemantic: -1,
  maxVisual: 1,
};
const lab = { encoderId: 'lab-clip' } as const;

async function stored() {
  const { db, storage } = world.ctx;
  const files: string[] = [];
  for await (const { key } of storage.list(`shards/${projectId}/`)) files.push(key);
  return {
    encoders: (await listImported(world.ctx, projectId)).map(({ key }) => key.encoderId),
    embeddings: await db.embedding.count({ where: { image: { projectId } } }),
    files: files.length,
  };
}
const BOTH = { encoders: ['lab-clip', 'lab-dino'], embeddings: 32, files: 2 };
const ONE = { encoders: ['lab-dino'], embeddings: 16, files: 1 };

describe('the removal of imported embeddings', () => {
  it('takes the embeddings and files of that encoder, and leaves finished runs what they found', async () => {
    const { runId } = await world.start(projectId, both);
    await world.work(projectId, runId);
    const { db } = world.ctx;
    await db.job.updateMany({ where: { projectId }, data: { status: 'DONE' } });
    const before = await db.minedPair.count({ where: { runId } });
    expect(before).toBeGreaterThan(0);

    expect(await removeImported(world.ctx, { projectId, ...lab })).toMatchObject({
      embeddings: 16,
      bytes: 16 * 4 * 4,
    });
    expect(await stored()).toEqual(ONE);
    expect(await db.minedPair.count({ where: { runId } })).toBe(before);
    const image = await db.image.findFirstOrThrow({ where: { projectId } });
    await expect(neighbours(world.ctx, { projectId, runId, imageId: image.id })).rejects.toThrow(
      'were removed',
    );
    expect(
      await db.auditEvent.findFirst({ where: { projectId, action: 'embeddings.remove' } }),
    ).toMatchObject({ data: { encoder: 'lab-clip', images: 16 } });
    await expect(removeImported(world.ctx, { projectId, ...lab })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('followed by a smaller import: nearest images are those that are left, and it says how many are not', async () => {
    const { db } = world.ctx;
    const { runId } = await world.start(projectId, both);
    await world.work(projectId, runId);
    await db.job.updateMany({ where: { projectId }, data: { status: 'DONE' } });
    await removeImported(world.ctx, { projectId, ...lab });
    const [kept, gone] = [NAMES.slice(0, 12), NAMES.slice(12)];
    const path = await writeNpy(folder, 'smaller.npy', someRows(kept), kept);
    const again = { ...clipFields({}), projectId, path };
    // Not by mistake: images without a row are named.
    await expect(importEmbeddings(world.ctx, again)).rejects.toThrow('--allow-missing');
    expect(await stored()).toEqual(ONE);
    expect(await importEmbeddings(world.ctx, { ...again, allowMissing: true })).toMatchObject({
      stored: 12,
      missing: { count: 4 },
    });

    const images = await db.image.findMany({ where: { projectId } });
    const idOf = (name: string) => images.find((image) => image.originalName === name)!.id;
    const near = await neighbours(world.ctx, { projectId, runId, imageId: idOf('1.jpg') });
    expect(near.withoutEmbedding).toBe(4);
    for (const list of [near.bySemantic, near.byVisual]) {
      expect(list.map(({ image }) => image.id).sort()).toEqual(kept.slice(1).map(idOf).sort());
    }
    for (const name of gone) {
      await expect(
        neighbours(world.ctx, { projectId, runId, imageId: idOf(name) }),
      ).rejects.toMatchObject({ key: 'embeddingNotAmongNew', params: { encoder: 'lab-clip' } });
    }
  });

  it('is refused while a run that waits or works needs them, in either role', async () => {
    await world.start(projectId, both);
    for (const encoderId of ['lab-clip', 'lab-dino']) {
      await expect(removeImported(world.ctx, { projectId, encoderId })).rejects.toMatchObject({
        code: 'conflict',
        key: 'importInUse',
      });
    }
    // Or beside the first of its role.
    const further = [{ encoderId: 'lab-dino', weightsHash: 'w', preprocessing: 'p' }];
    await world.ctx.db.miningRun.updateMany({
      where: { projectId },
      data: { semanticEncoder: 'other', visualEncoder: 'other', furtherVisual: further },
    });
    await expect(
      removeImported(world.ctx, { projectId, encoderId: 'lab-dino' }),
    ).rejects.toMatchObject({ key: 'importInUse' });
    expect(await stored()).toEqual(BOTH);
    const { db } = world.ctx;
    await db.job.updateMany({ where: { projectId }, data: { status: 'CANCELLED' } });
    const { id: runId } = await db.miningRun.findFirstOrThrow({ where: { projectId } });
    await db.miningTiling.create({
      data: {
        ...{ runId, placesKey: 'k', images: 16, leftOut: 0, blockRows: 512 },
        ...{ semanticDimensions: 4, visualDimensions: 4, wantedUntil: new Date(0) },
      },
    });
    await removeImported(world.ctx, { projectId, ...lab });
    expect(await stored()).toEqual(ONE);
    // What the cancelled run had compared is forgotten only with an encoder that it names.
    expect(await db.miningTiling.count({ where: { runId } })).toBe(1);
    await removeImported(world.ctx, { projectId, encoderId: 'lab-dino' });
    expect(await db.miningTiling.count({ where: { runId } })).toBe(0);
  });

  it('is one step: nothing can begin while some of the embeddings are gone', async () => {
    const { storage } = world.ctx;
    const seen: unknown[] = [];
    const remove: typeof storage.delete = async (key) => {
      seen.push({ ...(await stored()), files: 0 });
      await storage.delete(key);
    };
    const watched = Object.assign(Object.create(storage) as typeof storage, { delete: remove });
    await removeImported({ ...world.ctx, storage: watched }, { projectId, ...lab });
    expect(seen).toEqual([{ ...ONE, files: 0 }]);
  });

  it('is noticed by an import that found all of them there', async () => {
    const path = await writeNpy(folder, 'overlap.npy', someRows(NAMES), NAMES);
    const { db } = world.ctx;
    let first = true;
    // Before its own row is written, others remove the encoder and import one of this name.
    const late = new Proxy(db, {
      get: (target, name) => {
        if (name === '$transaction' && first) {
          return async (...args: Parameters<typeof db.$transaction>) => {
            first = false;
            await removeImported(world.ctx, { projectId, ...lab });
            await importEmbeddings(world.ctx, { ...clipFields({}), projectId, path });
            return db.$transaction(...args);
          };
        }
        return Reflect.get(target, name) as unknown;
      },
    });
    const slow = { ...world.ctx, db: late };
    await expect(importEmbeddings(slow, { ...clipFields({}), projectId, path })).rejects.toThrow(
      'Somebody removed',
    );
    expect(await stored()).toEqual(BOTH);
  });

  it('leaves nothing of an import that was at work', async () => {
    await removeImported(world.ctx, { projectId, ...lab });
    const { storage } = world.ctx;
    // The file of the import is written; before its rows are, somebody removes the encoder.
    const put: typeof storage.put = async (key, data) => {
      const written = await storage.put(key, data);
      await removeImported(world.ctx, { projectId, ...lab });
      return written;
    };
    const slow = {
      ...world.ctx,
      storage: Object.assign(Object.create(storage) as typeof storage, { put }),
    };
    const path = await writeNpy(folder, 'again.npy', someRows(NAMES), NAMES);
    await expect(importEmbeddings(slow, { ...clipFields({}), projectId, path })).rejects.toThrow(
      'Somebody removed',
    );
    expect(await stored()).toEqual(ONE);
  });

  it('is for admins, of their own project', async () => {
    for (const role of ['ANNOTATOR', 'REVIEWER', 'RESEARCHER', 'RATER'] as const) {
      const person = await makeMember(world.ctx.db, projectId, role);
      const acting = as(world.ctx, userActor(person, projectId, role));
      await expect(removeImported(acting, { projectId, ...lab })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
    const elsewhere = (await makeProject(world.ctx.db)).id;
    await expect(removeImported(world.ctx, { projectId: elsewhere, ...lab })).rejects.toMatchObject(
      { code: 'not-found' },
    );
    expect(await stored()).toEqual(BOTH);
  });
});
