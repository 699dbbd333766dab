import type { KeptError } from '@/lib/domain/errors';
import { parseFindings, type CheckStatus, type Finding } from '@/lib/domain/check-rules';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import { authorize, type Ctx } from '@/lib/infra/context';
import { ERROR_COLUMNS, withError } from '@/lib/infra/jobs/kept-error';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { miniatureAmong } from '@/lib/infra/encoders/miniature';
import type { EncoderRegistry } from '@/lib/infra/encoders/registry';
import { ENCODER_COLUMNS, encoderIdsOf } from '@/lib/infra/run-encoders';
import { toldStatus } from '@/lib/infra/told-status';
import type { JobStatus } from '@/lib/infra/db/generated/client';

export interface CheckRunSummary {
  id: string;
  study: { id: string; name: string };
  createdAt: string;
  finishedAt: string | null;
  passed: number;
  failed: number;
  unavailable: number;
  job: { status: JobStatus; done: number; total: number | null; error: KeptError | null } | null;
}

const RUNS_SHOWN = 20;

/** The newest runs, newest first. */
export async function listCheckRuns(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string },
): Promise<CheckRunSummary[]> {
  authorize(ctx, 'checks:view', input.projectId);
  const runs = await ctx.db.checkRun.findMany({
    where: { projectId: input.projectId },
    orderBy: { id: 'desc' },
    take: RUNS_SHOWN,
    select: { id: true, jobId: true, studyId: true, createdAt: true, finishedAt: true },
  });
  const [studies, jobs, counts] = await Promise.all([
    ctx.db.study.findMany({
      where: { id: { in: runs.map((run) => run.studyId) } },
      select: { id: true, name: true },
    }),
    ctx.db.job.findMany({
      where: { id: { in: runs.flatMap((run) => run.jobId ?? []) } },
      select: { id: true, status: true, done: true, total: true, ...ERROR_COLUMNS },
    }),
    ctx.db.checkResult.groupBy({
      by: ['checkRunId', 'status'],
      where: { checkRunId: { in: runs.map((run) => run.id) } },
      _count: true,
    }),
  ]);
  const nameOf = new Map(studies.map((study) => [study.id, study.name]));
  const jobOf = new Map(jobs.map(({ id, ...job }) => [id, withError(job)]));
  const count = (id: string, status: CheckStatus) =>
    counts.find((row) => row.checkRunId === id && row.status === status)?._count ?? 0;
  return runs.map((run) => ({
    id: run.id,
    study: { id: run.studyId, name: nameOf.get(run.studyId) ?? '' },
    createdAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt?.toISOString() ?? null,
    passed: count(run.id, 'PASSED'),
    failed: count(run.id, 'FAILED'),
    unavailable: count(run.id, 'UNAVAILABLE'),
    job: run.jobId === null ? null : (jobOf.get(run.jobId) ?? null),
  }));
}

export interface CheckedPairRow {
  pairId: string;
  /** The version that was checked. */
  questionId: string;
  /** False once a newer version has replaced it: the result counts for nothing any more. */
  current: boolean;
  number: number;
  pairStatus: PairStatus;
  status: CheckStatus;
  findings: Finding[];
}

const PAGE = 50;

/** Results of one run by pair number; `after` is the last number of the page before. */
export async function checkResults(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  input: { projectId: string; checkRunId: string; status?: CheckStatus; after?: number },
): Promise<{ rows: CheckedPairRow[]; next: number | null }> {
  authorize(ctx, 'checks:view', input.projectId);
  const rows = await ctx.db.checkResult.findMany({
    where: {
      checkRunId: input.checkRunId,
      checkRun: { projectId: input.projectId },
      ...(input.status ? { status: input.status } : {}),
      ...(input.after === undefined ? {} : { pair: { number: { gt: input.after } } }),
    },
    orderBy: { pair: { number: 'asc' } },
    take: PAGE + 1,
    select: {
      pairId: true,
      questionId: true,
      status: true,
      findings: true,
      pair: { select: { number: true, status: true, currentQuestionId: true } },
    },
  });
  const told = await toldStatus(ctx, input.projectId);
  const page = rows.slice(0, PAGE).map(({ pair, pairId, questionId, status, findings }) => ({
    pairId,
    questionId,
    current: pair.currentQuestionId === questionId,
    number: pair.number,
    pairStatus: told.of({ id: pairId, status: pair.status }),
    status,
    findings: parseFindings(findings),
  }));
  return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.number ?? null) : null };
}

/** Closed studies, newest first, for the form that starts a run. */
export async function checkableStudies(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string },
): Promise<{ id: string; name: string; pairs: number }[]> {
  authorize(ctx, 'checks:view', input.projectId);
  const studies = await ctx.db.study.findMany({
    where: { projectId: input.projectId, status: 'CLOSED' },
    orderBy: [{ closedAt: 'desc' }, { id: 'desc' }],
    take: 100,
    select: { id: true, name: true, _count: { select: { pairs: true } } },
  });
  return studies.map(({ _count, ...study }) => ({ ...study, pairs: _count.pairs }));
}

/** Names of miniature encoders among those that mined this project's pairs. */
export async function miniatureMiners(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string },
  registry: EncoderRegistry = installedEncoders(),
): Promise<string[]> {
  authorize(ctx, 'checks:view', input.projectId);
  const runs = await ctx.db.miningRun.findMany({
    where: { projectId: input.projectId },
    distinct: ['semanticEncoder', 'furtherSemantic', 'visualEncoder', 'furtherVisual'],
    select: ENCODER_COLUMNS,
  });
  return miniatureAmong(registry, encoderIdsOf(runs));
}
