import type { KeptError } from '@/lib/domain/errors';
import type { EmbeddingKey, EncoderRole } from '@/lib/domain/encoders';
import type { Agreement } from '@/lib/domain/mining/agreement';
import { rankScoreOf, type RankScore } from '@/lib/domain/mining/rank';
import { authorize, type Ctx } from '@/lib/infra/context';
import { ERROR_COLUMNS, withError } from '@/lib/infra/jobs/kept-error';
import { importedEncoders } from '@/lib/infra/embeddings/imported';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { countLeftOut, countUnchecked } from '@/lib/infra/left-out';
import { runEncoders } from '@/lib/infra/run-encoders';

export interface EncoderChoice {
  id: string;
  name: string;
  role: EncoderRole;
  miniature: boolean;
  /** Its embeddings were computed elsewhere; it cannot encode. */
  imported: boolean;
  /** Null when usable, else one sentence. */
  unusable: string | null;
}

/** The encoders that the dialog offers. */
export async function encoderChoices(ctx: Ctx, projectId: string): Promise<EncoderChoice[]> {
  authorize(ctx, 'mining:view', projectId);
  const installed = (await installedEncoders().list()).flatMap((status) =>
    status.description
      ? [
          {
            id: status.id,
            name: status.description.name,
            role: status.description.role,
            miniature: status.description.miniature,
            imported: false,
            unusable: status.usable ? null : status.reason,
          },
        ]
      : [],
  );
  const imported = (await importedEncoders(ctx.db, projectId)).map(({ key, name, role }) => ({
    id: key.encoderId,
    name,
    role,
    miniature: false,
    imported: true,
    unusable: null,
  }));
  const ids = new Set(installed.map(({ id }) => id));
  return [...installed, ...imported.filter(({ id }) => !ids.has(id))];
}

/** Images that a run would not look at, because they are flagged and nobody keeps them. */
export async function imagesLeftOut(ctx: Ctx, projectId: string): Promise<number> {
  authorize(ctx, 'mining:view', projectId);
  return countLeftOut(ctx.db, projectId);
}

/** Images that a run would use although no check has measured them. */
export async function imagesUnchecked(
  ctx: Ctx,
  projectId: string,
): Promise<{ count: number; total: number }> {
  authorize(ctx, 'mining:view', projectId);
  const [count, total] = await Promise.all([
    countUnchecked(ctx.db, projectId),
    ctx.db.image.count({ where: { projectId } }),
  ]);
  return { count, total };
}

export interface RunEncoder {
  id: string;
  /** First 12 hexadecimal digits of the SHA-256 of its weights. */
  weights: string;
  preprocessing: string;
}

export interface RunRow {
  id: string;
  /** In the order in which they were named; at least one of each. */
  semantic: RunEncoder[];
  visual: RunEncoder[];
  /** At least so many of them agree. */
  agreement: Agreement;
  minSemantic: number;
  maxVisual: number;
  perImage: number;
  rankBy: RankScore;
  /** At most so many pairs of the same two clusters of images; null: any number. */
  perCluster: number | null;
  /** Clusters that there were, once such a run is done. */
  clusters: number | null;
  limit: number | null;
  version: string;
  createdAt: string;
  finishedAt: string | null;
  images: number | null;
  /** Images that it did not look at; null for runs from before that was noted. */
  leftOut: number | null;
  /** Images that it could not look at for want of an embedding; null for runs from before that was noted. */
  withoutEmbedding: number | null;
  /** Whether there is a file with all pairs that passed. */
  downloadable: boolean;
  /** As text: n(n-1)/2 outgrows a JavaScript integer at 134 million images. */
  pairsCompared: string | null;
  pairsPassing: number | null;
  pairsKept: number | null;
  job: { status: string; done: number; total: number | null; error: KeptError | null } | null;
}

const RUNS = 30;

/** Newest first; `before` is the last id of the page before (ids are time-ordered). */
export async function listRuns(
  ctx: Ctx,
  projectId: string,
  options: { before?: string | undefined; finished?: boolean; take?: number; id?: string } = {},
): Promise<{ runs: RunRow[]; next: string | null }> {
  authorize(ctx, 'mining:view', projectId);
  const take = options.take ?? RUNS;
  const rows = await ctx.db.miningRun.findMany({
    where: {
      projectId,
      ...(options.before ? { id: { lt: options.before } } : {}),
      ...(options.id ? { id: options.id } : {}),
      ...(options.finished ? { finishedAt: { not: null } } : {}),
    },
    orderBy: { id: 'desc' },
    take: take + 1,
    include: { leftOut: { select: { images: true, withoutEmbedding: true } } },
  });
  const shown = rows.slice(0, take);
  const jobs = await ctx.db.job.findMany({
    where: { id: { in: shown.flatMap((run) => run.jobId ?? []) } },
    select: { id: true, status: true, done: true, total: true, ...ERROR_COLUMNS },
  });
  const jobOf = new Map(jobs.map(({ id, ...job }) => [id, withError(job)]));
  const runs = shown.map((run) => ({
    id: run.id,
    ...shownEncoders(run),
    minSemantic: run.minSemantic,
    maxVisual: run.maxVisual,
    perImage: run.perImage,
    rankBy: rankScoreOf(run.rankBy),
    perCluster: run.perCluster,
    clusters: run.clusters,
    limit: run.limit,
    version: run.version,
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    images: run.images,
    leftOut: run.leftOut?.images ?? null,
    withoutEmbedding: run.leftOut?.withoutEmbedding ?? null,
    downloadable: run.finishedAt !== null && (run.resultKey !== null || run.pairsPassing === 0),
    pairsCompared: run.pairsCompared?.toString() ?? null,
    pairsPassing: run.pairsPassing,
    pairsKept: run.pairsKept,
    job: run.jobId === null ? null : (jobOf.get(run.jobId) ?? null),
  }));
  return { runs, next: rows.length > take ? (runs.at(-1)?.id ?? null) : null };
}

function shownEncoders(run: Parameters<typeof runEncoders>[0]) {
  const { semantic, visual, agreement } = runEncoders(run);
  return { semantic: semantic.map(encoderOf), visual: visual.map(encoderOf), agreement };
}

const encoderOf = ({ encoderId, weightsHash, preprocessing }: EmbeddingKey): RunEncoder => ({
  id: encoderId,
  weights: weightsHash.slice(0, 12),
  preprocessing,
});

/** The finished run with this id, or the newest finished one; null when there is none. */
export async function runById(
  ctx: Ctx,
  projectId: string,
  id: string | undefined,
): Promise<RunRow | null> {
  const { runs } = await listRuns(ctx, projectId, {
    finished: true,
    take: 1,
    ...(id ? { id } : {}),
  });
  return runs[0] ?? null;
}
