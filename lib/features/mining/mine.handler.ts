import { sameEmbeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import { AppError, notFound } from '@/lib/domain/errors';
import { rankAndCap, rankScoreOf, type RankedPair } from '@/lib/domain/mining/rank';
import type { JobHandle, JobHandler, JobResult } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { encodersKept, runEncoders } from '@/lib/infra/run-encoders';
import {
  columnsOf,
  removeOtherResults,
  runResultKey,
  writeRunResult,
} from '@/lib/infra/run-result';
import { clusterImages } from './cluster-images';
import { comparePairs, type Compared } from './compare-pairs';
import { guessKept } from './guess-patterns';
import { closeTiling } from './tiles/tiling';
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
    const ids = { projectId: job.projectId, runId };
    if (run.finishedAt) {
      await clearAway(ctx, ids, run.resultKey);
      return resultOf(run.id, run.pairsPassing ?? 0, run.pairsKept ?? 0);
    }

    for (const key of [...run.semantic, ...run.visual]) {
      const step = run.semantic.includes(key) ? 'encode-semantic' : 'encode-visual';
      const encoded = await encodeMissing(ctx, {
        projectId: job.projectId,
        encoderId: key.encoderId,
        signal: job.signal,
        progress: (done, total) => job.progress({ done, total, step }),
      });
      if (!sameEmbeddingKey(encoded.key, key)) throw encoderChanged(key.encoderId);
    }

    const found = await findPairs(ctx, run, job);
    const { imageIds, ranked, passing } = found;
    const guesses = await guessKept(ctx, run, found, job);
    const own = { runId: run.id, attempt: job.attempt };
    await forgetPairs(ctx, own);
    await storePairs(ctx, {
      ...own,
      projectId: job.projectId,
      pairs: ranked.map((pair, k) => ({ ...toFound(pair, imageIds), guess: guesses?.[k] })),
      signal: job.signal,
      onProgress: (done, total) => job.progress({ done, total, step: 'store' }),
    });
    await finishRun(ctx, {
      ...own,
      projectId: job.projectId,
      images: imageIds.length,
      leftOut: found.leftOut,
      withoutEmbedding: found.withoutEmbedding,
      pairsPassing: passing,
      pairsKept: ranked.length,
      clusters: found.clusters,
      resultKey: found.resultKey,
    });
    await clearAway(ctx, ids, found.resultKey);
    return resultOf(run.id, passing, ranked.length);
  };

/** What a finished run needs no more: its tiles, and the files of attempts that others took over. */
async function clearAway(
  ctx: WorkerCtx,
  ids: { projectId: string; runId: string },
  resultKey: string | null,
): Promise<void> {
  await closeTiling(ctx, ids);
  await removeOtherResults(ctx.storage, ids, resultKey);
}

type Run = Awaited<ReturnType<typeof loadRun>>;

async function loadRun(ctx: WorkerCtx, projectId: string, runId: string) {
  const run = await ctx.db.miningRun.findFirst({ where: { id: runId, projectId } });
  if (!run) throw notFound('The mining run');
  return { ...run, ...runEncoders(run) };
}

interface Found {
  imageIds: string[];
  leftOut: number;
  withoutEmbedding: number | null;
  passing: number;
  ranked: RankedPair[];
  clusters: number | null;
  resultKey: string | null;
}

async function findPairs(ctx: WorkerCtx, run: Run, job: JobHandle): Promise<Found> {
  const compared = await comparePairs(ctx, run, job);
  try {
    return await rankPairs(ctx, run, job, compared);
  } finally {
    compared.letGo();
  }
}

async function rankPairs(
  ctx: WorkerCtx,
  run: Run,
  job: JobHandle,
  compared: Compared,
): Promise<Found> {
  const { imageIds, leftOut, withoutEmbedding, passing, sample } = compared;
  const images = { imageIds, leftOut, withoutEmbedding };
  if (imageIds.length < 2) {
    return { ...images, passing: 0, ranked: [], clusters: null, resultKey: null };
  }
  const { perCluster } = run;
  const clusters = perCluster === null ? null : await clusterImages(compared, job);
  const ranked = rankAndCap(passing, {
    rankBy: rankScoreOf(run.rankBy),
    perImage: run.perImage,
    ...(clusters && perCluster !== null ? { clusters: { of: clusters.of, perCluster } } : {}),
    ...(run.limit === null ? {} : { limit: run.limit }),
  });
  const resultKey = runResultKey(job.projectId, run.id, job.attempt);
  await writeRunResult(ctx.storage, resultKey, {
    imageIds,
    passing: columnsOf(passing, encodersKept(run)),
    sample,
  });
  return {
    ...images,
    passing: passing.length,
    ranked,
    clusters: clusters?.count ?? null,
    resultKey,
  };
}

/** Row numbers follow the ids, so i < j already means imageA < imageB. */
const toFound = (pair: RankedPair, imageIds: readonly string[]): FoundPair => ({
  imageAId: imageIds[pair.i]!,
  imageBId: imageIds[pair.j]!,
  semantic: pair.semantic,
  visual: pair.visual,
  cosines: pair.each ?? [],
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
