/** One's own encoders, added by the command line's use-case, through a whole mining run. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { embeddingKey } from '@/lib/domain/encoders';
import { joinPairs } from '@/lib/domain/mining/join';
import { loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { createEncoderRegistry } from '@/lib/infra/encoders/registry';
import { scene } from '@/lib/infra/images/testing';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { addEncoder } from '@/lib/infra/models/add';
import { blobKey } from '@/lib/infra/storage/storage';
import { createTestDatabase, type TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject } from '@/lib/testing/factories';
import { encodeMissing } from '@/lib/features/encoding/encode-missing';
import { handler as encode } from '@/lib/features/encoding/encode.handler';
import { startEncoding } from '@/lib/features/encoding/start-encoding';
import { makeMineHandler } from '@/lib/features/mining/mine.handler';
import { miningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { claimRun } from '@/lib/features/mining/testing';
import { addInput } from './add-options';

const INFRA = join(import.meta.dirname, '../../lib/infra');
const CNN = join(INFRA, 'models/fixtures/small-cnn.onnx');
const CLIP = join(INFRA, 'encoders/fixtures/reference/clip.vision.onnx');
const IMAGES = 16;
/** Wide: random weights. */
const THRESHOLDS = { semanticAbove: -0.99, visualBelow: 0.99999 };

let folder: string;
let database: TestDatabase;
let ctx: WorkerCtx;
let projectId: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-own-'));
  database = await createTestDatabase();
  await prepareQueue(database.url);
  const encoders = createEncoderRegistry([folder]);
  const pool = new EncoderPool({ registry: encoders, threads: 1 });
  ctx = { ...makeCtx(database.db), encoders, pool };
  projectId = (await makeProject(database.db)).id;
  await addImages();
});
afterAll(async () => {
  await ctx.pool.close();
  await database.stop();
  await rm(folder, { recursive: true });
});

/** Images with bytes, as ingest leaves them. */
async function addImages(): Promise<void> {
  const batch = await database.db.uploadBatch.create({
    data: { projectId, source: 'test', licence: 'CC0-1.0' },
  });
  for (let seed = 1; seed <= IMAGES; seed += 1) {
    const data = await scene(64 + (seed % 5) * 16, 64, seed)
      .jpeg()
      .toBuffer();
    const sha256 = createHash('sha256').update(data).digest('hex');
    await ctx.storage.put(blobKey(sha256), data);
    await database.db.image.create({
      data: {
        projectId,
        batchId: batch.id,
        sha256,
        originalSha256: sha256,
        originalName: `${seed}.jpg`,
        originalFormat: 'jpeg',
        width: 64,
        height: 64,
        bytes: data.length,
        source: 'test',
        licence: 'CC0-1.0',
      },
    });
  }
}

it('an ordinary CNN and a CLIP export of your own encode and mine a corpus, under the hash of their weights', async () => {
  const handle = {
    jobId: 'unused',
    projectId,
    attempt: 0,
    signal: new AbortController().signal,
    progress: async () => undefined,
  };
  const added = await addEncoder({
    ...addInput(
      CNN,
      {
        id: 'my-cnn',
        role: 'visual',
        output: 'features',
        pooling: 'positions',
        resize: 'bilinear:56',
        size: '48',
        mean: '0.45,0.45,0.42',
        std: '0.22,0.22,0.22',
      },
      undefined,
    ),
    folder,
    taken: [],
  });
  await addEncoder({
    ...addInput(CLIP, { id: 'my-clip', role: 'semantic', preprocessing: 'clip' }, undefined),
    folder,
    taken: [],
  });
  const encoderIds = ['my-clip', 'my-cnn'];
  await startEncoding(ctx, { projectId, encoderIds });
  expect(await encode(ctx, { encoderIds }, handle)).toEqual({
    encoded: { 'my-clip': IMAGES, 'my-cnn': IMAGES },
  });
  const matrix = async (id: string) => {
    const key = embeddingKey((await ctx.encoders.get(id)).description);
    return loadMatrix(ctx, { projectId, key });
  };
  const [semantic, visual] = [await matrix('my-clip'), await matrix('my-cnn')];
  // The feature map has 32 channels; its 6 x 6 places are averaged.
  expect(visual.rows).toMatchObject({ count: IMAGES, dimensions: 32 });

  const { runId } = await startMining(
    ctx,
    {
      ...miningFields.parse({
        semanticEncoder: 'my-clip',
        visualEncoder: 'my-cnn',
        minSemantic: THRESHOLDS.semanticAbove,
        maxVisual: THRESHOLDS.visualBelow,
        perImage: IMAGES,
      }),
      projectId,
    },
    ctx.encoders,
  );
  await claimRun(ctx, runId, handle.attempt);
  await makeMineHandler({ encodeMissing })(ctx, { runId }, handle);
  const run = await database.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
  expect(run).toMatchObject({
    images: IMAGES,
    visualEncoder: 'my-cnn',
    visualWeights: added.description.image.sha256,
  });
  const expected = joinPairs({
    semantic: semantic.rows,
    visual: visual.rows,
    thresholds: THRESHOLDS,
  });
  const mined = await database.db.minedPair.findMany({
    where: { runId },
    select: { visual: true, pair: { select: { imageAId: true, imageBId: true } } },
  });
  expect(mined.length).toBeGreaterThan(10);
  expect(new Set(mined.map((one) => one.visual)).size).toBeGreaterThan(10);
  expect(mined.map(({ pair }) => `${pair.imageAId} ${pair.imageBId}`).sort()).toEqual(
    expected.map(({ i, j }) => `${visual.imageIds[i]} ${visual.imageIds[j]}`).sort(),
  );
  expect(await database.db.embeddingShard.count({ where: { projectId } }), 'encoded once').toBe(2);
});
