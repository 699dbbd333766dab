import type { KeptError } from '@/lib/domain/errors';
import { isReason, REASONS, type Reason } from '@/lib/domain/hygiene/rules';
import { decodeCursor, toPage, type Page } from '@/lib/domain/paging';
import { authorize, type Ctx } from '@/lib/infra/context';
import { ERROR_COLUMNS, withError } from '@/lib/infra/jobs/kept-error';
import type { Prisma } from '@/lib/infra/db/generated/client';
import { countLeftOut, countUnchecked } from '@/lib/infra/left-out';
import type { QualityQuery } from './schemas';

export interface CheckState {
  finishedAt: string | null;
  images: number | null;
  job: {
    status: 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';
    step: string | null;
    done: number;
    total: number | null;
    error: KeptError | null;
  } | null;
}

export interface QualitySummary {
  images: number;
  /** Images that no check has measured yet; mining uses them as they are. */
  unchecked: number;
  /** Images that mining does not look at. */
  leftOut: number;
  /** Flags per reason that leave their image out, and those that somebody overruled. */
  reasons: { reason: Reason; out: number; kept: number }[];
  newest: CheckState | null;
}

/** How many images are flagged, for what, and what the newest check is doing. */
export async function qualitySummary(ctx: Ctx, projectId: string): Promise<QualitySummary> {
  authorize(ctx, 'corpus:view', projectId);
  const [images, unchecked, leftOut, all, kept, newest] = await Promise.all([
    ctx.db.image.count({ where: { projectId } }),
    countUnchecked(ctx.db, projectId),
    countLeftOut(ctx.db, projectId),
    ctx.db.imageFlag.groupBy({ by: ['reason'], where: { projectId, current: true }, _count: true }),
    ctx.db.imageFlag.groupBy({
      by: ['reason'],
      where: { projectId, current: true, keptAt: { not: null } },
      _count: true,
    }),
    newestCheck(ctx, projectId),
  ]);
  const keptOf = new Map(kept.map((row) => [row.reason, row._count]));
  const allOf = new Map(all.map((row) => [row.reason, row._count]));
  const reasons = REASONS.map((reason) => {
    const keptNow = keptOf.get(reason) ?? 0;
    return { reason, out: (allOf.get(reason) ?? 0) - keptNow, kept: keptNow };
  });
  return { images, unchecked, leftOut, reasons, newest };
}

/** How many images no check has measured yet, of all. */
export async function uncheckedImages(
  ctx: Ctx,
  projectId: string,
): Promise<{ unchecked: number; images: number }> {
  authorize(ctx, 'corpus:view', projectId);
  const [unchecked, images] = await Promise.all([
    countUnchecked(ctx.db, projectId),
    ctx.db.image.count({ where: { projectId } }),
  ]);
  return { unchecked, images };
}

async function newestCheck(ctx: Ctx, projectId: string): Promise<CheckState | null> {
  const run = await ctx.db.hygieneRun.findFirst({
    where: { projectId },
    orderBy: { id: 'desc' },
    select: { jobId: true, finishedAt: true, images: true },
  });
  if (!run) return null;
  const job =
    run.jobId === null
      ? null
      : await ctx.db.job.findUnique({
          where: { id: run.jobId },
          select: { status: true, step: true, done: true, total: true, ...ERROR_COLUMNS },
        });
  return {
    finishedAt: run.finishedAt?.toISOString() ?? null,
    images: run.images,
    job: job && withError(job),
  };
}

export interface ImageFlagRow {
  reason: Reason;
  measure: number | null;
  threshold: number | null;
  like: { id: string; name: string } | null;
  note: string | null;
  kept: boolean;
}

export interface FlaggedImage {
  id: string;
  name: string;
  width: number;
  height: number;
  flags: ImageFlagRow[];
}

const PAGE = 48;

const FLAGS = {
  where: { current: true },
  select: {
    reason: true,
    measure: true,
    threshold: true,
    note: true,
    keptAt: true,
    like: { select: { id: true, originalName: true } },
  },
} satisfies Prisma.Image$flagsArgs;

/** Flagged images with all their flags, of one reason or of any. */
export async function flaggedImages(
  ctx: Ctx,
  projectId: string,
  query: QualityQuery,
): Promise<Page<FlaggedImage>> {
  authorize(ctx, 'corpus:view', projectId);
  const backwards = query.before !== undefined;
  const cursor = decodeCursor(query.before ?? query.after, 'string');
  const where: Prisma.ImageWhereInput = {
    projectId,
    flags: {
      some: {
        current: true,
        keptAt: query.state === 'kept' ? { not: null } : null,
        ...(query.reason ? { reason: query.reason } : {}),
      },
    },
  };
  const beyond = backwards ? 'lt' : 'gt';
  const [rows, total] = await Promise.all([
    ctx.db.image.findMany({
      where: { AND: [where, cursor && isId(cursor[1]) ? { id: { [beyond]: cursor[1] } } : {}] },
      orderBy: { id: backwards ? 'desc' : 'asc' },
      take: PAGE + 1,
      select: { id: true, originalName: true, width: true, height: true, flags: FLAGS },
    }),
    ctx.db.image.count({ where }),
  ]);
  const page = toPage(rows, { size: PAGE, total, backwards, started: cursor !== null }, (row) => [
    row.id,
    row.id,
  ]);
  return {
    ...page,
    rows: page.rows.map(({ originalName, flags, ...image }) => ({
      ...image,
      name: originalName,
      flags: toFlags(flags),
    })),
  };
}

/** The flags of one image; none for a foreign one. */
export async function imageFlags(
  ctx: Ctx,
  projectId: string,
  imageId: string,
): Promise<ImageFlagRow[]> {
  authorize(ctx, 'corpus:view', projectId);
  return toFlags(
    await ctx.db.imageFlag.findMany({
      where: { projectId, imageId, ...FLAGS.where },
      select: FLAGS.select,
    }),
  );
}

const isId = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text);

type Row = Prisma.ImageFlagGetPayload<{ select: (typeof FLAGS)['select'] }>;

const toFlags = (rows: readonly Row[]): ImageFlagRow[] =>
  rows
    .flatMap(({ reason, keptAt, like, ...flag }) =>
      isReason(reason)
        ? [
            {
              ...flag,
              reason,
              like: like && { id: like.id, name: like.originalName },
              kept: keptAt !== null,
            },
          ]
        : [],
    )
    .sort((a, b) => REASONS.indexOf(a.reason) - REASONS.indexOf(b.reason));
