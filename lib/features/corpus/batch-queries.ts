import { notFound } from '@/lib/domain/errors';
import { isRefusalCode, refusalSentence } from '@/lib/domain/image-rules';
import { authorize, type Ctx } from '@/lib/infra/context';
import { batchCounts, type BatchCounts } from './batch-counts';

export interface BatchRow {
  id: string;
  source: string;
  licence: string;
  by: string | null;
  createdAt: string;
  finished: boolean;
  counts: BatchCounts;
}

const SELECT = {
  id: true,
  source: true,
  licence: true,
  createdAt: true,
  finishedAt: true,
  createdBy: { select: { name: true } },
} as const;

const BATCHES = 50;
const LINES = 200;

/** Newest first; `before` is the last id of the page before (ids are time-ordered). */
export async function listBatches(
  ctx: Ctx,
  projectId: string,
  before?: string,
): Promise<{ batches: BatchRow[]; next: string | null }> {
  authorize(ctx, 'corpus:view', projectId);
  const rows = await ctx.db.uploadBatch.findMany({
    where: { projectId, ...(before ? { id: { lt: before } } : {}) },
    orderBy: { id: 'desc' },
    take: BATCHES + 1,
    select: SELECT,
  });
  const batches = await Promise.all(rows.slice(0, BATCHES).map((row) => toRow(ctx, row)));
  return { batches, next: rows.length > BATCHES ? (batches.at(-1)?.id ?? null) : null };
}

export interface ReportLine {
  id: string;
  name: string;
  outcome: 'ADDED' | 'DUPLICATE' | 'REFUSED';
  imageId: string | null;
  /** Message key under `refusal` with its parameters, and the English sentence. */
  reason: { key: string; params: Record<string, number>; sentence: string } | null;
  /** Of a duplicate: the name of the image that is there already. */
  sameAs: string | null;
}

/** What became of each file: refused ones first, then duplicates, then added ones, as they came. */
export async function batchReport(
  ctx: Ctx,
  projectId: string,
  input: {
    batchId: string;
    outcome?: ReportLine['outcome'] | undefined;
    after?: string | undefined;
  },
): Promise<{ batch: BatchRow; lines: ReportLine[]; next: string | null }> {
  authorize(ctx, 'corpus:view', projectId);
  const batch = await ctx.db.uploadBatch.findFirst({
    where: { id: input.batchId, projectId },
    select: SELECT,
  });
  if (!batch) throw notFound('The batch');
  const row = await toRow(ctx, batch);
  const outcome = input.outcome ?? firstOutcome(row.counts);
  const lines = await ctx.db.uploadFile.findMany({
    where: { batchId: batch.id, outcome, ...(input.after ? { id: { gt: input.after } } : {}) },
    orderBy: { id: 'asc' },
    take: LINES + 1,
    select: LINE_SELECT,
  });
  const shown = lines.slice(0, LINES);
  return {
    batch: row,
    lines: shown.map(toReportLine),
    next: lines.length > LINES ? (shown.at(-1)?.id ?? null) : null,
  };
}

/** What a line of the report is read from. */
export const LINE_SELECT = {
  id: true,
  name: true,
  outcome: true,
  reason: true,
  detail: true,
  imageId: true,
} as const;

/** `detail` holds a refusal's parameters, or the name of a duplicate's original. */
export const toReportLine = ({
  reason,
  detail,
  ...line
}: Omit<ReportLine, 'reason' | 'sameAs'> & {
  reason: string | null;
  detail: string | null;
}): ReportLine => ({
  ...line,
  reason: reason === null ? null : explain(reason, detail),
  sameAs: line.outcome === 'DUPLICATE' ? detail : null,
});

/** What people want to know first is what went wrong. */
export const firstOutcome = (counts: BatchCounts): ReportLine['outcome'] =>
  counts.refused > 0
    ? 'REFUSED'
    : counts.added > 0 || counts.duplicate === 0
      ? 'ADDED'
      : 'DUPLICATE';

function explain(code: string, detail: string | null): NonNullable<ReportLine['reason']> {
  if (!isRefusalCode(code)) return { key: 'corrupt', params: {}, sentence: code };
  const params = JSON.parse(detail ?? '{}') as Record<string, number>;
  return { key: code, params, sentence: refusalSentence({ code, params }) };
}

type Found = {
  id: string;
  source: string;
  licence: string;
  createdAt: Date;
  finishedAt: Date | null;
  createdBy: { name: string } | null;
};

const toRow = async (ctx: Ctx, row: Found): Promise<BatchRow> => ({
  id: row.id,
  source: row.source,
  licence: row.licence,
  by: row.createdBy?.name ?? null,
  createdAt: row.createdAt.toISOString(),
  finished: row.finishedAt !== null,
  counts: await batchCounts(ctx.db, row.id),
});
