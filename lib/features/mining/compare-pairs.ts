/** All pairs of a run that pass, and a sample of all: at once where they fit, else by shared tiles. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { BlindPair } from '@/lib/domain/mining/join';
import { pickRows, type UnitRows } from '@/lib/domain/mining/rows';
import { samplePopulation, type PopulationSample } from '@/lib/domain/mining/population';
import { createRng } from '@/lib/domain/rng';
import { embeddedImages, loadMatrix } from '@/lib/infra/embeddings/load-matrix';
import { readImageIds, readWithoutEmbedding } from '@/lib/infra/embeddings/row-places';
import { joinAgreeingFast } from '@/lib/infra/join/agreeing';
import type { Variant } from '@/lib/infra/join/pilot';
import { takeTurn } from '@/lib/infra/join/turn';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { leftOutImages } from '@/lib/infra/left-out';
import type { RunEncoders } from '@/lib/infra/run-encoders';
import { SAMPLED } from './sampled';
import { compareTiles } from './tiles/compare-tiles';
import { readVisualRows } from './tiles/visual-rows';
import { miningMemoryMB, openTiling, type CutRun } from './tiles/tiling';

export interface Compared {
  /** Ascending; pairs name rows, which are places in this list. */
  imageIds: string[];
  /** Flagged images, with or without an embedding, when the images to compare were listed. */
  leftOut: number;
  /** All others that were there then; null where that was not noted. */
  withoutEmbedding: number | null;
  passing: BlindPair[];
  sample: PopulationSample;
  /** Embeddings of these rows, which ascend, by the first visual encoder. */
  visualRows: (rows: Uint32Array) => Promise<UnitRows>;
  /** To be called when `visualRows` will not be asked any more: others of this process wait for the memory. */
  letGo: () => void;
}

/** Thresholds as the run states them. */
type ComparedRun = CutRun &
  Pick<RunEncoders, 'agreement'> & {
    minSemantic: number;
    maxVisual: number;
    /** Null: nobody will ask for visual rows, and the matrices need not be held. */
    perCluster: number | null;
  };

export async function comparePairs(
  ctx: WorkerCtx,
  run: ComparedRun,
  job: JobHandle,
): Promise<Compared> {
  const tiling = await openTiling(ctx, run, job.signal);
  if (!tiling) return compareInTurn(ctx, run, job);
  const { onProgress } = reportComparison(ctx, job);
  const { passing, sample } = await compareTiles(ctx, tiling, { signal: job.signal, onProgress });
  const imageIds = await readImageIds(ctx, tiling.places, tiling.grid.rows);
  const visualRows = (wanted: Uint32Array) => readVisualRows(ctx, tiling, wanted, job.signal);
  const { places, grid, leftOut } = tiling;
  const withoutEmbedding = await readWithoutEmbedding(ctx, places, grid.rows);
  const letGo = () => undefined;
  return { imageIds, leftOut, withoutEmbedding, passing, sample, visualRows, letGo };
}

/** Holds the turn as long as the matrices, which clustering may need after the comparison. */
async function compareInTurn(ctx: WorkerCtx, run: ComparedRun, job: JobHandle): Promise<Compared> {
  const letGo = await takeTurn(job.signal);
  try {
    const compared = await compareAtOnce(ctx, run, job);
    if (run.perCluster === null) letGo();
    return { ...compared, letGo };
  } catch (error) {
    letGo();
    throw error;
  }
}

async function compareAtOnce(
  ctx: WorkerCtx,
  run: ComparedRun,
  job: JobHandle,
): Promise<Omit<Compared, 'letGo'>> {
  const { agreement } = run;
  // Counted first: what is added from here on belongs to the next run.
  const all = await ctx.db.image.count({ where: { projectId: job.projectId } });
  const embedded = await embeddedByAll(ctx, job.projectId, [...run.visual, ...run.semantic]);
  const out = await leftOutImages(ctx.db, job.projectId);
  const imageIds = embedded.filter((id) => !out.has(id));
  const load = async (key: EmbeddingKey) =>
    (await loadMatrix(ctx, { projectId: job.projectId, key, imageIds, signal: job.signal })).rows;
  const [semantic, visual] = await Promise.all([
    Promise.all(run.semantic.map(load)),
    Promise.all(run.visual.map(load)),
  ]);
  const thresholds = { semanticAbove: run.minSemantic, visualBelow: run.maxVisual };
  const passing =
    imageIds.length < 2
      ? []
      : await joinAgreeingFast(
          { semantic, visual, agreement, thresholds },
          { memoryMB: miningMemoryMB(), signal: job.signal, ...reportComparison(ctx, job) },
        );
  return {
    imageIds,
    leftOut: out.size,
    withoutEmbedding: Math.max(0, all - imageIds.length - out.size),
    passing,
    sample: samplePopulation(semantic, visual, createRng(run.id), SAMPLED, agreement),
    visualRows: rowsOf(run.perCluster === null ? null : visual[0]!),
  };
}

/** Ids, ascending. Images may arrive while the run encodes; it compares those that have all embeddings. */
async function embeddedByAll(
  ctx: WorkerCtx,
  projectId: string,
  keys: readonly EmbeddingKey[],
): Promise<string[]> {
  let ids: string[] | undefined;
  for (const key of keys) {
    const known = ids && new Set(ids);
    const embedded = await embeddedImages(ctx, projectId, key);
    ids = known ? embedded.filter((id) => known.has(id)) : embedded;
  }
  return ids ?? [];
}

/** Apart, so that what it returns holds on to nothing else of a run. */
const rowsOf =
  (rows: UnitRows | null): Compared['visualRows'] =>
  async (wanted) => {
    if (!rows) throw new Error('The rows of this run were not kept.');
    return pickRows(rows, wanted);
  };

/** More pairs than this are counted in millions: the row of a job holds 32 bits. */
const COUNTABLE = 1e9;

/** Progress for the job's row; how and how fast for the log. */
function reportComparison(ctx: WorkerCtx, job: JobHandle) {
  let told = false;
  return {
    onProgress: (done: number, total: number, perSecond: number) => {
      const [unit, step] = total > COUNTABLE ? [1e6, 'compare-millions'] : [1, 'compare'];
      job
        .progress({ done: Math.floor(done / unit), total: Math.floor(total / unit), step })
        .catch((error: unknown) => ctx.log.warn({ err: error }, 'progress not stored'));
      if (done !== total || told) return;
      told = true;
      ctx.log.info({ pairs: total, perSecond }, 'pairs compared');
    },
    onChoice: (chosen: Variant) => ctx.log.info({ codeBytes: chosen.width }, 'comparing pairs'),
  };
}
