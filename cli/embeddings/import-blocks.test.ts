/** What a block of images costs to read from embeddings that were imported in another order than the images'. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { importEmbeddings } from '@/lib/features/encoding/import-embeddings';
import { addEmbedded } from '@/lib/features/mining/testing';
import { HeldBlocks } from '@/lib/features/mining/tiles/held-blocks';
import { openTiling } from '@/lib/features/mining/tiles/tiling';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { overrideEnv } from '@/lib/infra/env';
import { shaped } from '@/lib/infra/join/testing';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { makeProject } from '@/lib/testing/factories';
import { makeMiningWorld, VISUAL, type MiningWorld } from '../mine/test-world';
import { clipFields, writeNpy, type Row } from './test-files';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const IMAGES = 3_000;
const DIMENSIONS = 256;
const ROW_BYTES = 4 * DIMENSIONS;

let world: MiningWorld;
let folder: string;
beforeAll(async () => {
  world = await makeMiningWorld();
  folder = await mkdtemp(join(tmpdir(), 'blindpair-blocks-'));
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});
afterEach(() => overrideEnv({ MINING_BLOCK_IMAGES: '' }));

/** Notes what is read of shards. */
function watched(ctx: WorkerCtx): { ctx: WorkerCtx; read: Map<string, number> } {
  const read = new Map<string, number>();
  const note = (key: string, bytes: number): void => {
    if (key.startsWith('shards/')) read.set(key, (read.get(key) ?? 0) + bytes);
  };
  const { storage } = ctx;
  return {
    read,
    ctx: {
      ...ctx,
      storage: {
        ...storage,
        get: async (key) => {
          const bytes = await storage.get(key);
          note(key, bytes.length);
          return bytes;
        },
        stream: async (key, range) => {
          const all = (await storage.stat(key))?.bytes ?? 0;
          note(key, range ? range.end - range.start + 1 : all);
          return storage.stream(key, range);
        },
      },
    },
  };
}

const valuesOf = (data: Float32Array, row: number): number[] =>
  Array.from(data.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS));

/** To the bit; number by number it would take seconds. */
const expectSame = (one: Float32Array, other: Float32Array): void => {
  const bytes = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
    new Uint8Array(buffer, byteOffset, byteLength);
  expect(Buffer.compare(bytes(one), bytes(other))).toBe(0);
};

/** Images, and the file of their embeddings in another order. */
async function corpus(name: string) {
  const projectId = (await makeProject(world.ctx.db)).id;
  const { description } = await world.ctx.encoders.get(VISUAL);
  const visual = { key: embeddingKey(description), rows: shaped('isotropic', IMAGES, 16, 1) };
  const ids = await addEmbedded(world.ctx, projectId, [visual]);
  const given = shaped('isotropic', IMAGES, DIMENSIONS, 2);
  // 1,009 shares no divisor with 3,000: every image once, neighbours far apart.
  const order = Array.from({ length: IMAGES }, (_, k) => (k * 1_009) % IMAGES);
  const rows = order.map((k): Row => {
    return { name: '', sha256: '', id: ids[k]!, values: valuesOf(given.data, k) };
  });
  const path = await writeNpy(
    folder,
    name,
    rows,
    rows.map(({ id }) => id),
  );
  return { projectId, ids, given, visual, input: { ...clipFields({}), projectId, path } };
}

it('a block of images reads its own rows of an import that was larger than memory, and no others', async () => {
  const { projectId, ids, given, visual, input } = await corpus('large.npy');
  // A third of the rows is put in order at a time.
  await importEmbeddings(world.ctx, input, { sortedBytes: 1_000 * ROW_BYTES });
  const shards = await world.ctx.db.embeddingShard.findMany({
    where: { projectId, encoderId: 'lab-clip' },
  });
  expect(shards.map((shard) => shard.rows)).toEqual([1_000, 1_000, 1_000]);
  const stored = await loadMatrix(world.ctx, { projectId, key: embeddingKeyOf(shards[0]!) });
  expect(stored.imageIds).toEqual(ids);
  expectSame(stored.rows.data, given.data);

  overrideEnv({ MINING_BLOCK_IMAGES: '512' });
  const { runId } = await world.start(projectId, { semanticEncoder: 'lab-clip' });
  const semantic = [embeddingKeyOf(shards[0]!)];
  const run = { id: runId, projectId, semantic, visual: [visual.key] };
  const tiling = (await openTiling(world.ctx, run))!;
  const { ctx, read } = watched(world.ctx);
  const blocks = new HeldBlocks(ctx, tiling);
  const { signal } = new AbortController();
  for (const block of [0, 3, 5]) {
    read.clear();
    const held = await blocks.hold({ left: block, right: block }, signal);
    const [from, to] = [512 * block, Math.min(IMAGES, 512 * (block + 1))];
    expectSame(held.semantic[0]!.data, given.data.subarray(from * DIMENSIONS, to * DIMENSIONS));
    const bytes = shards.reduce((sum, { storageKey }) => sum + (read.get(storageKey) ?? 0), 0);
    expect(bytes).toBe((to - from) * ROW_BYTES);
  }
});

it('an import that fits is one ordered stretch: a block lies in one shard or two', async () => {
  const { projectId, ids, given, input } = await corpus('small.npy');
  await importEmbeddings(world.ctx, input);
  const shards = await world.ctx.db.embeddingShard.findMany({
    where: { projectId, encoderId: 'lab-clip' },
    include: { embeddings: { orderBy: { row: 'asc' }, select: { imageId: true } } },
    orderBy: { rows: 'desc' },
  });
  // 2,048 rows, and what is left.
  const members = shards.map(({ embeddings }) => embeddings.map(({ imageId }) => imageId));
  expect(members).toEqual([ids.slice(0, 2_048), ids.slice(2_048)]);
  const { ctx, read } = watched(world.ctx);
  const imageIds = ids.slice(100, 400);
  const { rows } = await loadMatrix(ctx, {
    projectId,
    key: embeddingKeyOf(shards[0]!),
    imageIds,
  });
  expectSame(rows.data, given.data.subarray(100 * DIMENSIONS, 400 * DIMENSIONS));
  expect([...read]).toEqual([[shards[0]!.storageKey, 300 * ROW_BYTES]]);
});

it('an import counts a row as done when it is stored, and one that was stopped amid that goes on there', async () => {
  const { projectId, input } = await corpus('stopped.npy');
  const stop = new AbortController();
  const seen: number[] = [];
  const importing = importEmbeddings(world.ctx, input, {
    signal: stop.signal,
    onProgress(step, done) {
      if (step !== 'store') return;
      seen.push(done);
      if (done > 0) stop.abort(new Error('stopped'));
    },
  });
  await expect(importing).rejects.toThrow('stopped');
  // All rows had been read before the first file of 2,048 was stored.
  expect(seen).toEqual([2_048]);
  const count = () =>
    world.ctx.db.embedding.count({ where: { encoderId: 'lab-clip', image: { projectId } } });
  expect(await count()).toBe(2_048);

  const rest: number[] = [];
  const result = await importEmbeddings(world.ctx, input, {
    onProgress: (step, done, total) => {
      expect(total).toBe(IMAGES);
      if (step === 'store') rest.push(done);
    },
  });
  expect(result).toMatchObject({ already: 2_048, stored: 952 });
  expect(await count()).toBe(IMAGES);
  expect(rest).toEqual([...rest].sort((a, b) => a - b));
  expect(rest.at(-1)).toBe(IMAGES);
});

const embeddingKeyOf = (shard: {
  encoderId: string;
  weightsHash: string;
  preprocessing: string;
}) => ({
  encoderId: shard.encoderId,
  weightsHash: shard.weightsHash,
  preprocessing: shard.preprocessing,
});
