/** One's own encoders, added by the command line's use-case, through a whole mining run. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
import { makeMineHandler } from '@/lib/features/mining/mine.handler';
import { miningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { addInput } from './add-options';

const INFRA = join(import.meta.dirname, '../../lib/infra');
const CNN = join(INFRA, 'models/fixtures/small-cnn.onnx');
const CLIP = join(INFRA, 'encoders/fixtures/reference/clip.vision.onnx');
const IMAGES = 16;

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

it('an ordinary CNN and a CLIP export of your own mine a corpus, under the hash of their weights', async () => {
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
  const { runId } = await startMining(
    ctx,
    {
      ...miningFields.parse({
        semanticEncoder: 'my-clip',
        visualEncoder: 'my-cnn',
        minSemantic: -0.99,
        maxVisual: 0.99999,
      }),
      projectId,
    },
    ctx.encoders,
  );
  await makeMineHandler({ encodeMissing })(
    ctx,
    { runId },
    {
      jobId: 'unused',
      projectId,
      attempt: 0,
      signal: new AbortController().signal,
      progress: async () => undefined,
    },
  );
  const run = await database.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
  expect(run).toMatchObject({
    images: IMAGES,
    visualEncoder: 'my-cnn',
    visualWeights: added.description.image.sha256,
  });
  expect(run.pairsKept).toBeGreaterThan(0);
});
