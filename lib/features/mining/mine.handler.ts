import { sameEmbeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import { AppError, notFound } from '@/lib/domain/errors';
import { samplePopulation } from '@/lib/domain/mining/population';
import { rankAndCap, type RankedPair } from '@/lib/domain/mining/rank';
import { createRng } from '@/lib/domain/rng';
import {
  embeddedImages,
  embeddingDimensions,
  loadMatrix,
} from '@/lib/infra/embeddings/load-matrix';
import { env } from '@/lib/infra/env';
import { joinPairsFast } from '@/lib/infra/join/join';
import type { Variant } from '@/lib/infra/join/pilot';
import { defaultMemoryMB, planJoin } from '@/lib/infra/join/plan';
import type { JobHandle, JobHandler, JobResult } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { leftOutImages } from '@/lib/infra/left-out';
import { columnsOf, runResultKey, writeRunResult } from '@/lib/infra/run-result';
import { finishRun, forgetPairs, storePairs, type FoundPair } from './store-pairs';
import type { MinePayload } from './schemas';

export interface MineDependencies {
  /** Encodes what is missing and says with what; see features/encoding/encode-missing.ts. */
  encodeMissing(
    ctx: WorkerCtx,
    input: {
      projectId: string;
      encoderId: string;
      signal?: AbortSignal;
      progress?: (done: number, total: number) => void | Promise<void>;
    },
  ): Promise<{ key: EmbeddingKey }>;
}

/**
 * One mining run: encode, compare all pairs exactly, rank, store. Running it again after an
 * interruption gives the same run; a finished run is left as it is.
 */
export const makeMineHandler =
  ({ encodeMissing }: MineDependencies): JobHandler<MinePayload> =>
  async (ctx, { runId }, job) => {
    const run = await loadRun(ctx, job.projectId, runId);
    if (run.finishedAt) return resultOf(run.id, run.pairsPassing ?? 0, run.pairsKept ?? 0);

    for (const key of [run.semantic, run.visual]) {
      const step = key === run.semantic ? 'encode-semantic' : 'encode-visual';
      const encoded = await encodeMissing(ctx, {
        projectId: job.projectId,
        encoderId: key.encoderId,
        signal: job.signal,
        progress: (done, total) => job.progress({ done, total, step }),
      });
      if (!sameEmbeddingKey(encoded.key, key)) throw encoderChanged(key.encoderId);
    }

    const { imageIds, leftOut, passing, ranked, resultKey } = await findPairs(ctx, run, job);
    await forgetPairs(ctx, run.id);
    await storePairs(ctx, {
      projectId: job.projectId,
      runId: run.id,
      pairs: ranked.map((pair) => toFound(pair, imageIds)),
      signal: job.signal,
      onProgress: (done, total) => job.progress({ done, total, step: 'store' }),
    });
    await finishRun(ctx, {
      projectId: job.projectId,
      runId: run.id,
      images: imageIds.length,
      leftOut,
      pairsPassing: passing,
      pairsKept: ranked.length,
      resultKey,
    });
    return resultOf(run.id, passing, ranked.length);
  };

type Run = Awaited<ReturnType<typeof loadRun>>;

async function loadRun(ctx: WorkerCtx, projectId: string, runId: string) {
  const run = await ctx.db.miningRun.findFirst({ where: { id: runId, projectId } });
  if (!run) throw notFound('The mining run');
  const semantic: EmbeddingKey = {
    encoderId: run.semanticEncoder,
    weightsHash: run.semanticWeights,
    preprocessing: run.semanticPreprocessing,
  };
  const visual: EmbeddingKey = {
    encoderId: run.visualEncoder,
    weightsHash: run.visualWeights,
    preprocessing: run.visualPreprocessing,
  };
  return { ...run, semantic, visual };
}

interface Found {
  imageIds: string[];
  leftOut: number;
  passing: number;
  ranked: RankedPair[];
  resultKey: string | null;
}

/** Pairs of the population that are looked at for figures: the share of one in a thousand is known to 7 %. */
const SAMPLED = 200_000;

async function findPairs(ctx: WorkerCtx, run: Run, job: JobHandle): Promise<Found> {
  // Images may arrive while the run encodes; it compares those that have both embeddings.
  const both = new Set(await embeddedImages(ctx, job.projectId, run.visual));
  const embedded = (await embeddedImages(ctx, job.projectId, run.semantic)).filter((id) =>
    both.has(id),
  );
  const out = await leftOutImages(ctx.db, job.projectId);
  const imageIds = embedded.filter((id) => !out.has(id));
  const leftOut = embedded.length - imageIds.length;
  if (imageIds.length < 2) {
    return { imageIds, leftOut, passing: 0, ranked: [], resultKey: null };
  }
  const memoryMB = env().MINING_MEMORY_MB ?? defaultMemoryMB();
  await refuseIfTooLarge(ctx, run, imageIds.length, memoryMB);
  const [semantic, visual] = await Promise.all(
    [run.semantic, run.visual].map((key) =>
      loadMatrix(ctx, { projectId: job.projectId, key, imageIds, signal: job.signal }),
    ),
  );
  const report = reportComparison(ctx, job);
  const passing = await joinPairsFast(
    {
      semantic: semantic!.rows,
      visual: visual!.rows,
      thresholds: { semanticAbove: run.minSemantic, visualBelow: run.maxVisual },
    },
    { memoryMB, signal: job.signal, ...report },
  );
  const ranked = rankAndCap(passing, {
    perImage: run.perImage,
    ...(run.limit === null ? {} : { limit: run.limit }),
  });
  const resultKey = runResultKey(job.projectId, run.id, job.attempt);
  await writeRunResult(ctx.storage, resultKey, {
    imageIds,
    passing: columnsOf(passing),
    sample: samplePopulation(semantic!.rows, visual!.rows, createRng(run.id), SAMPLED),
  });
  return { imageIds, leftOut, passing: passing.length, ranked, resultKey };
}

/** Before the embeddings are read: a machine that runs out of memory says nothing. */
async function refuseIfTooLarge(
  ctx: WorkerCtx,
  run: Run,
  count: number,
  memoryMB: number,
): Promise<void> {
  const [semanticDimensions, visualDimensions] = await Promise.all(
    [run.semantic, run.visual].map((key) => embeddingDimensions(ctx, run.projectId, key)),
  );
  planJoin(
    {
      count,
      semanticDimensions: semanticDimensions ?? 0,
      visualDimensions: visualDimensions ?? 0,
      shared: true,
    },
    1,
    memoryMB,
  );
}

/** More pairs than this are counted in millions: the row of a job holds 32 bits. */
const COUNTABLE = 1e9;

/** Progress for the job's row; how and how fast for the log. */
function reportComparison(ctx: WorkerCtx, job: JobHandle) {
  return {
    onProgress: (done: number, total: number, perSecond: number) => {
      const [unit, step] = total > COUNTABLE ? [1e6, 'compare-millions'] : [1, 'compare'];
      job
        .progress({ done: Math.floor(done / unit), total: Math.floor(total / unit), step })
        .catch((error: unknown) => ctx.log.warn({ err: error }, 'progress not stored'));
      if (done === total) ctx.log.info({ pairs: total, perSecond }, 'pairs compared');
    },
    onChoice: (chosen: Variant) => ctx.log.info({ codeBytes: chosen.width }, 'comparing pairs'),
  };
}

/** Row numbers follow the ids, so i < j already means imageA < imageB. */
const toFound = (pair: RankedPair, imageIds: readonly string[]): FoundPair => ({
  imageAId: imageIds[pair.i]!,
  imageBId: imageIds[pair.j]!,
  semantic: pair.semantic,
  visual: pair.visual,
  rank: pair.rank,
});

const resultOf = (runId: string, passing: number, kept: number): JobResult => ({
  runId,
  passing,
  kept,
});

const encoderChanged = (encoderId: string): AppError =>
  new AppError(
    'conflict',
    `Encoder "${encoderId}" is no longer the one that this run was started with. Nothing was mined. Start a new run.`,
    { key: 'encoderChanged', params: { encoder: encoderId } },
  );
