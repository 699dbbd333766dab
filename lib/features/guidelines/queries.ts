/** Reads of the guidelines. Raters hold no scope for them: they say what the questions are about. */
import type { GuidelineText } from '@/lib/domain/guidelines';
import { notFound } from '@/lib/domain/errors';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import type { DbOrTx } from '@/lib/infra/db/client';
import { guidelineInForce } from '@/lib/infra/guidelines/guideline-in-force';

export interface GuidelineVersion extends GuidelineText {
  version: number;
  summary: string;
  createdAt: string;
  /** Null for the text that ships with Blindpair. */
  createdBy: string | null;
}

const SELECT = {
  version: true,
  en: true,
  zh: true,
  summary: true,
  createdAt: true,
  createdBy: { select: { name: true } },
} as const;

export async function readVersion(
  db: DbOrTx,
  projectId: string,
  version: number,
): Promise<GuidelineVersion> {
  const row = await db.guidelineVersion.findUnique({
    where: { projectId_version: { projectId, version } },
    select: SELECT,
  });
  if (!row) throw notFound('This version of the guidelines');
  return { ...row, createdAt: row.createdAt.toISOString(), createdBy: row.createdBy?.name ?? null };
}

/** The guidelines in force. */
export async function currentGuideline(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<GuidelineVersion> {
  authorize(ctx, 'guidelines:view', projectId);
  return readVersion(ctx.db, projectId, await guidelineInForce(ctx.db, ctx.clock, projectId));
}

export interface GuidelineNews {
  guideline: GuidelineVersion;
  /** What was changed since the person last read them, newest first; empty when nothing was. */
  changes: Pick<GuidelineVersion, 'version' | 'summary' | 'createdAt' | 'createdBy'>[];
  /** The version that the person last marked as read; null when none. */
  readVersion: number | null;
}

/** The guidelines for somebody at work, with what is new to him. */
export async function guidelineNews(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<GuidelineNews> {
  const guideline = await currentGuideline(ctx, { projectId });
  const read = await ctx.db.guidelineRead.findUnique({
    where: { projectId_userId: { projectId, userId: requireUser(ctx) } },
    select: { version: true },
  });
  const rows = read
    ? await ctx.db.guidelineVersion.findMany({
        where: { projectId, version: { gt: read.version, lte: guideline.version } },
        orderBy: { version: 'desc' },
        select: { ...SELECT, en: false, zh: false },
      })
    : [];
  return {
    guideline,
    readVersion: read?.version ?? null,
    changes: rows.map(({ createdAt, createdBy, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      createdBy: createdBy?.name ?? null,
    })),
  };
}

export interface GuidelineHistory {
  /** Newest first. */
  versions: Pick<GuidelineVersion, 'version' | 'summary' | 'createdAt' | 'createdBy'>[];
  /** The two that are compared; `from` is null for the first version, which has none before it. */
  from: GuidelineVersion | null;
  to: GuidelineVersion;
}

/** As many as the page lists. Older ones can still be compared by their number. */
const HISTORY = 200;

/** All versions, and the difference that is asked for: by default what the newest changed. */
export async function guidelineHistory(
  ctx: Ctx,
  input: { projectId: string; from?: number | undefined; to?: number | undefined },
): Promise<GuidelineHistory> {
  const { projectId } = input;
  authorize(ctx, 'guidelines:view', projectId);
  const newest = await guidelineInForce(ctx.db, ctx.clock, projectId);
  const to = input.to ?? newest;
  const from = input.from ?? to - 1;
  const [rows, before, after] = await Promise.all([
    ctx.db.guidelineVersion.findMany({
      where: { projectId },
      orderBy: { version: 'desc' },
      take: HISTORY,
      select: { ...SELECT, en: false, zh: false },
    }),
    from >= 1 ? readVersion(ctx.db, projectId, from) : null,
    readVersion(ctx.db, projectId, to),
  ]);
  return {
    versions: rows.map(({ createdAt, createdBy, ...row }) => ({
      ...row,
      createdAt: createdAt.toISOString(),
      createdBy: createdBy?.name ?? null,
    })),
    from: before,
    to: after,
  };
}
