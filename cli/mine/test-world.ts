/** A project of rendered images and whole mining runs in it, as the command line makes them. */
import { createHash } from 'node:crypto';
import { encodeMissing } from '@/lib/features/encoding/encode-missing';
import { makeMineHandler } from '@/lib/features/mining/mine.handler';
import { miningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { claimRun } from '@/lib/features/mining/testing';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { scene } from '@/lib/infra/images/testing';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey } from '@/lib/infra/storage/storage';
import { createTestDatabase } from '@/lib/testing/database';
import { makeCtx } from '@/lib/testing/factories';

export const SEMANTIC = 'miniature-clip-base';
export const VISUAL = 'miniature-visual';

export interface MiningWorld {
  ctx: WorkerCtx;
  /** Images with bytes, as ingest leaves them; named `<seed>.jpg`. */
  addImages(projectId: string, seeds: readonly number[]): Promise<void>;
  /** Wide thresholds where none are given: the corpus is small. Returns the run's id. */
  start(projectId: string, fields?: object): Promise<{ runId: string; jobId: string }>;
  /** Runs the job's body; `stopAt` aborts it at the beginning of that step. */
  work(projectId: string, runId: string, stopAt?: string): Promise<void>;
  close(): Promise<void>;
}

export async function makeMiningWorld(): Promise<MiningWorld> {
  const database = await createTestDatabase();
  await prepareQueue(database.url);
  const encoders = installedEncoders();
  const pool = new EncoderPool({ registry: encoders, threads: 1 });
  const ctx = { ...makeCtx(database.db), encoders, pool };
  const handler = makeMineHandler({ encodeMissing });
  return {
    ctx,
    async addImages(projectId, seeds) {
      const batch = await ctx.db.uploadBatch.create({
        data: { projectId, source: 'test', licence: 'CC0-1.0' },
      });
      for (const seed of seeds) {
        const data = await scene(64, 64, seed).jpeg().toBuffer();
        const sha256 = createHash('sha256').update(data).digest('hex');
        await ctx.storage.put(blobKey(sha256), data);
        await ctx.db.image.create({
          data: {
            projectId,
            batchId: batch.id,
            sha256,
            originalSha256: createHash('sha256').update(`original ${seed}`).digest('hex'),
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
    },
    start: (projectId, fields = {}) => startMining(ctx, { ...miningInput(fields), projectId }),
    async work(projectId, runId, stopAt) {
      const stop = new AbortController();
      const job: JobHandle = {
        jobId: 'unused',
        projectId,
        attempt: 0,
        signal: stop.signal,
        progress: async ({ step }) => {
          if (step === stopAt) stop.abort(new Error('stopped'));
        },
      };
      await claimRun(ctx, runId, job.attempt);
      await handler(ctx, { runId }, job);
    },
    async close() {
      await pool.close();
      await database.stop();
    },
  };
}

export const miningInput = (fields: object = {}) =>
  miningFields.parse({
    semanticEncoder: SEMANTIC,
    visualEncoder: VISUAL,
    minSemantic: 0.5,
    maxVisual: 0.99,
    perImage: 2,
    ...fields,
  });
