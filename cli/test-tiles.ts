/** What the tests of shared mining runs stand on: a corpus, runs of it, helpers, and the truth. */
import { expect } from 'vitest';
import { embeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import {
  assignClusters,
  clusterCount,
  finish,
  fitCentroids,
  trainingRows,
} from '@/lib/domain/mining/cluster';
import { joinPairs } from '@/lib/domain/mining/join';
import { samplePopulation } from '@/lib/domain/mining/population';
import { rankAndCap, rankScoreOf } from '@/lib/domain/mining/rank';
import { pickRows, type UnitRows } from '@/lib/domain/mining/rows';
import { createRng } from '@/lib/domain/rng';
import { encodeMissing } from '@/lib/features/encoding/encode-missing';
import { makeMineHandler } from '@/lib/features/mining/mine.handler';
import { miningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { addEmbedded, claimRun } from '@/lib/features/mining/testing';
import { helpMining } from '@/lib/features/mining/tiles/help-mining';
import type { CutRun } from '@/lib/features/mining/tiles/tiling';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { EncoderPool } from '@/lib/infra/encoders/pool';
import { shaped } from '@/lib/infra/join/testing';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { columnsOf, readRunResult } from '@/lib/infra/run-result';
import { tilesPrefix } from '@/lib/infra/tile-result';
import type { TestDatabase } from '@/lib/testing/database';
import { makeCtx, makeProject, systemActor, TestClock } from '@/lib/testing/factories';

const SEMANTIC = 'miniature-clip-base';
const VISUAL = 'miniature-visual';
const THRESHOLDS = { minSemantic: 0.972, maxVisual: 0 };
const RANKED = { perImage: 3, limit: 400 };

/** Composed as the command line does it. */
const handler = makeMineHandler({ encodeMissing });

export class TilesWorld {
  projectId = '';
  imageIds: string[] = [];
  private rows!: { semantic: UnitRows; visual: UnitRows };

  private constructor(
    readonly ctx: WorkerCtx,
    private readonly keys: readonly EmbeddingKey[],
    readonly clock: TestClock,
  ) {}

  static async open({ db, url }: TestDatabase): Promise<TilesWorld> {
    await prepareQueue(url);
    const encoders = installedEncoders();
    const clock = new TestClock();
    const pool = new EncoderPool({ registry: encoders, threads: 1 });
    const ctx: WorkerCtx = { ...makeCtx(db, systemActor, clock), encoders, pool };
    const keys = await Promise.all(
      [SEMANTIC, VISUAL].map(async (id) => embeddingKey((await encoders.get(id)).description)),
    );
    return new TilesWorld(ctx, keys, clock);
  }

  close(): Promise<void> {
    return this.ctx.pool.close();
  }

  async addCorpus(count: number, visualDimensions = 24): Promise<void> {
    this.projectId = (await makeProject(this.ctx.db)).id;
    this.rows = {
      semantic: shaped('cluster', count, 32, count),
      visual: shaped('isotropic', count, visualDimensions, count + 1),
    };
    this.imageIds = await this.addImages(this.rows.semantic, this.rows.visual);
  }

  addImages(semantic: UnitRows, visual: UnitRows): Promise<string[]> {
    return addEmbedded(this.ctx, this.projectId, [
      { key: this.keys[0]!, rows: semantic },
      { key: this.keys[1]!, rows: visual },
    ]);
  }

  start(fields: object = {}): Promise<{ runId: string; jobId: string }> {
    const { ctx, projectId } = this;
    const encoders = { semanticEncoder: SEMANTIC, visualEncoder: VISUAL };
    const all = miningFields.parse({ ...encoders, ...THRESHOLDS, ...RANKED, ...fields });
    return startMining(ctx, { ...all, projectId });
  }

  run(runId: string): CutRun {
    return {
      id: runId,
      projectId: this.projectId,
      semantic: [this.keys[0]!],
      visual: [this.keys[1]!],
    };
  }

  /** The job of a run, from beginning to end. */
  async mine(runId: string, more: Partial<JobHandle> = {}): Promise<unknown> {
    await claimRun(this.ctx, runId, more.attempt ?? 0);
    return handler(
      this.ctx,
      { runId },
      {
        jobId: 'unused',
        projectId: this.projectId,
        attempt: 0,
        signal: new AbortController().signal,
        progress: async () => undefined,
        ...more,
      },
    );
  }

  help(idle?: () => boolean): Promise<number> {
    return helpMining(this.ctx, new AbortController().signal, idle);
  }

  /** Idle workers that look for work until the job is over; the pairs that each has compared. */
  async withHelpers(helpers: number, running: Promise<unknown>): Promise<number[]> {
    let over = false;
    const ended = running.finally(() => {
      over = true;
    });
    const help = async (): Promise<number> => {
      let compared = 0;
      while (!over) {
        compared += await this.help();
        await pause(5);
      }
      return compared;
    };
    const [compared] = await Promise.all([
      Promise.all(Array.from({ length: helpers }, help)),
      ended,
    ]);
    return compared;
  }

  tiles(runId: string) {
    return this.ctx.db.miningTile.findMany({ where: { runId }, orderBy: { number: 'asc' } });
  }

  async doneTiles(runId: string) {
    return (await this.tiles(runId)).filter((tile) => tile.leaseExpiresAt === null);
  }

  async files(runId: string): Promise<string[]> {
    const files: string[] = [];
    for await (const { key } of this.ctx.storage.list(tilesPrefix(this.projectId, runId))) {
      files.push(key);
    }
    return files.sort();
  }

  private selectionOf({ rankBy, perCluster }: { rankBy: string; perCluster: number | null }) {
    const selection = { ...RANKED, rankBy: rankScoreOf(rankBy) };
    if (perCluster === null) return selection;
    const { visual } = this.rows;
    const training = pickRows(visual, trainingRows(visual.count));
    const centroids = finish(fitCentroids(training, clusterCount(visual.count)));
    return {
      ...selection,
      clusters: { of: finish(assignClusters(visual, centroids)), perCluster },
    };
  }

  /** The run's file and its rows are those of the brute force, and nothing of the tiles is left. */
  async expectReference(runId: string): Promise<void> {
    const { ctx, rows, imageIds } = this;
    const thresholds = {
      semanticAbove: THRESHOLDS.minSemantic,
      visualBelow: THRESHOLDS.maxVisual,
    };
    const passing = joinPairs({ ...rows, thresholds });
    expect(passing.length).toBeGreaterThan(300);
    const run = await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
    expect(run).toMatchObject({
      images: imageIds.length,
      pairsPassing: passing.length,
      pairsCompared: BigInt((imageIds.length * (imageIds.length - 1)) / 2),
    });
    const whole = await readRunResult(ctx.storage, run.resultKey!);
    expect(whole.imageIds).toEqual(imageIds);
    expect(whole.passing).toEqual(columnsOf(passing));
    expect(whole.sample).toEqual(
      samplePopulation(rows.semantic, rows.visual, createRng(runId), 200_000),
    );
    const mined = await ctx.db.minedPair.findMany({
      where: { runId },
      orderBy: { rank: 'asc' },
      select: {
        rank: true,
        semantic: true,
        visual: true,
        pair: { select: { imageAId: true, imageBId: true } },
      },
    });
    expect(mined).toEqual(
      rankAndCap(passing, this.selectionOf(run)).map(({ i, j, semantic, visual, rank }) => ({
        rank,
        semantic,
        visual,
        pair: { imageAId: imageIds[i], imageBId: imageIds[j] },
      })),
    );
    expect(await ctx.db.miningTiling.count({ where: { runId } })).toBe(0);
    expect(await this.tiles(runId)).toEqual([]);
    expect(await this.files(runId)).toEqual([]);
  }
}

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 2_000; tries++) {
    if (await holds()) return;
    await pause(20);
  }
  throw new Error('it never came to that');
}
