import { notFound, type KeptError } from '@/lib/domain/errors';
import { sources } from '@/lib/domain/item-lifecycle';
import { authorize, type Ctx } from '@/lib/infra/context';
import { ERROR_COLUMNS, withError } from '@/lib/infra/jobs/kept-error';
import { Prisma, type JobStatus, type ReleaseStatus } from '@/lib/infra/db/generated/client';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { miniatureAmong } from '@/lib/infra/encoders/miniature';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { isMeasured } from '@/lib/infra/study-answers';
import { answersNow, baselineCard, type BaselineCard } from './baseline-card';
import { loadReleaseFacts, type LoadedRelease } from './load-release';
import { vlmPart } from './release-records';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

export interface ReleaseSummary {
  version: number;
  name: string;
  status: ReleaseStatus;
  pairs: number;
  bytes: number | null;
  createdAt: string;
  publishedAt: string | null;
  error: KeptError | null;
  job: { status: JobStatus; done: number; total: number | null } | null;
}

const PAGE = 50;

/** Newest first; `before` is the version of the last row of the page before. */
export async function listReleases(
  ctx: ReadCtx,
  input: { projectId: string; before?: number },
): Promise<{ releases: ReleaseSummary[]; total: number; next: number | null }> {
  authorize(ctx, 'release:view', input.projectId);
  const where = { projectId: input.projectId };
  const [rows, total] = await Promise.all([
    ctx.db.release.findMany({
      where: { ...where, ...(input.before ? { version: { lt: input.before } } : {}) },
      orderBy: { version: 'desc' },
      take: PAGE + 1,
      select: {
        version: true,
        name: true,
        status: true,
        bytes: true,
        ...ERROR_COLUMNS,
        jobId: true,
        createdAt: true,
        publishedAt: true,
        _count: { select: { pairs: true } },
      },
    }),
    ctx.db.release.count({ where }),
  ]);
  const page = rows.slice(0, PAGE);
  const jobs = await ctx.db.job.findMany({
    where: { id: { in: page.flatMap((row) => row.jobId ?? []) } },
    select: { id: true, status: true, done: true, total: true },
  });
  const jobOf = new Map(jobs.map(({ id, ...job }) => [id, job]));
  return {
    releases: page.map(({ _count, jobId, createdAt, publishedAt, ...row }) => ({
      ...withError(row),
      pairs: _count.pairs,
      // Exact up to 2^53, far beyond any disk.
      bytes: row.bytes === null ? null : Number(row.bytes),
      createdAt: createdAt.toISOString(),
      publishedAt: publishedAt?.toISOString() ?? null,
      job: jobId === null ? null : (jobOf.get(jobId) ?? null),
    })),
    total,
    next: rows.length > PAGE ? (page.at(-1)?.version ?? null) : null,
  };
}

export interface ReleasableRun {
  id: string;
  study: string;
  finishedAt: string;
  pairs: number;
}

/** Finished check runs with how many of their pairs may be released now, newest first. */
export async function releasableRuns(
  ctx: ReadCtx,
  input: { projectId: string },
): Promise<ReleasableRun[]> {
  authorize(ctx, 'release:view', input.projectId);
  return ctx.db.$queryRaw<{ id: string; study: string; finishedAt: Date; pairs: number }[]>`
    SELECT c."id", s."name" AS "study", c."finishedAt", count(p."id")::int AS "pairs"
    FROM "CheckRun" c
    JOIN "Study" s ON s."id" = c."studyId"
    LEFT JOIN "CheckResult" r ON r."checkRunId" = c."id" AND r."status" = 'PASSED'
    LEFT JOIN "Pair" p ON p."id" = r."pairId" AND p."currentQuestionId" = r."questionId"
      AND p."status"::text = ANY(${sources('release')}::text[])
      AND ${isMeasured(Prisma.sql`c."studyId"`, Prisma.sql`p."id"`)}
    WHERE c."projectId" = ${input.projectId}::uuid AND c."finishedAt" IS NOT NULL
    GROUP BY c."id", s."name" ORDER BY c."id" DESC LIMIT 20`.then((rows) =>
    rows.map((row) => ({ ...row, finishedAt: row.finishedAt.toISOString() })),
  );
}

export interface ReleaseDetail extends ReleaseSummary {
  seed: string;
  sha256: string | null;
  manifestSha256: string | null;
  study: { id: string; name: string };
  card: BaselineCard;
  vlm: { types: number; pairsPerType: number; note: string; lacking: string[]; leftOut: number };
  miniature: string[];
  /** Questions that a model had a part in, and which models. */
  assistance: LoadedRelease['assistance'];
  rows: {
    position: number;
    number: number;
    pattern: string;
    question: string;
    options: [string, string];
    images: Record<'A' | 'B', string>;
  }[];
}

/** One release with its pairs and baseline card. Throws 'not-found'. */
export async function getRelease(
  ctx: ReadCtx,
  input: { projectId: string; version: number },
  registry: EncoderRegistry = installedEncoders(),
): Promise<ReleaseDetail> {
  authorize(ctx, 'release:view', input.projectId);
  const row = await ctx.db.release.findUnique({
    where: { projectId_version: input },
    select: { id: true, sha256: true, manifestSha256: true },
  });
  if (!row) throw notFound('The release');
  const [{ releases }, loaded] = await Promise.all([
    listReleases(ctx, { projectId: input.projectId, before: input.version + 1 }),
    loadReleaseFacts(ctx.db, input.projectId, row.id),
  ]);
  const { vlm, note } = vlmPart(loaded.pairs);
  const encoders = loaded.pairs.flatMap(({ similarities }) => [
    similarities.semantic.encoder,
    similarities.visual.encoder,
  ]);
  return {
    ...releases[0]!,
    seed: loaded.seed,
    sha256: row.sha256,
    manifestSha256: row.manifestSha256,
    study: { id: loaded.study.id, name: loaded.study.name },
    card: await baselineCard(loaded, await answersNow(ctx.db, loaded)),
    vlm: {
      types: vlm.available ? vlm.types.length : 0,
      pairsPerType: vlm.pairsPerType,
      note,
      lacking: vlm.lacking,
      leftOut: vlm.available ? vlm.leftOut.length : 0,
    },
    miniature: await miniatureAmong(registry, encoders),
    assistance: loaded.assistance,
    rows: loaded.pairs.map((pair) => ({
      position: pair.position,
      number: pair.number,
      pattern: pair.pattern,
      question: pair.question,
      options: pair.options,
      images: { A: pair.images.A.id, B: pair.images.B.id },
    })),
  };
}
