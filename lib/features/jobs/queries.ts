import { z } from 'zod';
import type { KeptError } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { ERROR_COLUMNS, withError } from '@/lib/infra/jobs/kept-error';

export interface JobRow {
  id: string;
  kind: string;
  /** Id of the encoder that it downloads or runs; null where it is not about one. */
  encoder: string | null;
  status: 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';
  done: number;
  total: number | null;
  step: string | null;
  error: KeptError | null;
  cancelRequested: boolean;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

const PAGE = 30;
/** Work of a second that whoever looks through the lens starts and sees there: it would bury the rest. */
const LISTED = { kind: { not: 'lens' } };

/** Newest first; `before` is the id of the last row of the page before (ids are time-ordered). */
export async function listJobs(
  ctx: Ctx,
  projectId: string,
  before?: string,
): Promise<{ jobs: JobRow[]; total: number; next: string | null }> {
  authorize(ctx, 'jobs:view', projectId);
  const [rows, total] = await Promise.all([
    ctx.db.job.findMany({
      where: { projectId, ...LISTED, ...(before ? { id: { lt: before } } : {}) },
      orderBy: { id: 'desc' },
      take: PAGE + 1,
      select: {
        id: true,
        kind: true,
        payload: true,
        status: true,
        done: true,
        total: true,
        step: true,
        ...ERROR_COLUMNS,
        cancelRequested: true,
        createdAt: true,
        startedAt: true,
        finishedAt: true,
      },
    }),
    ctx.db.job.count({ where: { projectId, ...LISTED } }),
  ]);
  const page = rows.slice(0, PAGE);
  return {
    jobs: page.map(({ payload, ...row }) => ({
      ...withError(row),
      encoder: encoderOf(payload),
      createdAt: row.createdAt.toISOString(),
      startedAt: row.startedAt?.toISOString() ?? null,
      finishedAt: row.finishedAt?.toISOString() ?? null,
    })),
    total,
    next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null,
  };
}

const encoderOf = (payload: unknown): string | null =>
  z.object({ encoderId: z.string() }).safeParse(payload).data?.encoderId ?? null;
