import type { Finding } from '@/lib/domain/check-rules';
import { notFound } from '@/lib/domain/errors';
import type { RaterAnswer } from '@/lib/domain/statistics/majority-vote';
import { audit } from '@/lib/infra/audit';
import { inTransaction } from '@/lib/infra/db/client';
import { excludedRaters } from '@/lib/infra/excluded-raters';
import { servedBytes } from '@/lib/infra/images/served-bytes';
import type { JobHandler, JobResult } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { studyAnswers } from '@/lib/infra/study-answers';
import { loadUncheckedPairs, type PairToCheck } from './load-checked-pairs';
import { plainFindings } from './plain-findings';
import type { CheckPayload } from './schemas';
import { similarityFindings, type ImageBytes } from './similarity-findings';
import { storeChecks } from './store-check';

/** Pairs per transaction and per call of the encoders: progress moves, memory stays small. */
const CHUNK = 16;

/** Goes on where an interrupted attempt was: pairs that have a result are not checked again. */
export const handler: JobHandler<CheckPayload> = async (ctx, { checkRunId }, job) => {
  const run = await ctx.db.checkRun.findFirst({
    where: { id: checkRunId, projectId: job.projectId },
    select: { id: true, projectId: true, studyId: true, finishedAt: true },
  });
  if (!run) throw notFound('The check run');
  if (run.finishedAt) return countsOf(ctx, run.id);

  const total = await ctx.db.studyPair.count({ where: { studyId: run.studyId } });
  const pairs = await loadUncheckedPairs(ctx.db, run);
  const excluded = await excludedRaters(ctx.db, run.studyId);
  const answers = new Map<string, RaterAnswer[]>();
  for (const answer of await studyAnswers(ctx.db, run.studyId)) {
    const list = answers.get(answer.pairId);
    if (list) list.push(answer);
    else answers.set(answer.pairId, [answer]);
  }
  let done = total - pairs.length;
  await job.progress({ done, total, step: 'check' });
  for (let start = 0; start < pairs.length; start += CHUNK) {
    job.signal.throwIfAborted();
    const chunk = pairs.slice(start, start + CHUNK);
    await checkChunk(ctx, run, chunk, { answers, excluded }, job.signal);
    done += chunk.length;
    await job.progress({ done, total, step: 'check' });
  }
  const counts = await countsOf(ctx, run.id);
  await inTransaction(ctx.db, async (tx) => {
    const closed = await tx.checkRun.updateMany({
      where: { id: run.id, finishedAt: null },
      data: { finishedAt: ctx.clock.now() },
    });
    if (closed.count === 0) return;
    await audit(tx, ctx, {
      projectId: run.projectId,
      action: 'checks.finish',
      subjectType: 'CheckRun',
      subjectId: run.id,
      data: counts,
    });
  });
  return counts;
};

interface StudyRecord {
  /** By pair. */
  answers: ReadonlyMap<string, RaterAnswer[]>;
  /** Whom the study's own rules leave out, by pseudonym. */
  excluded: ReadonlyMap<string, unknown>;
}

async function checkChunk(
  ctx: WorkerCtx,
  run: { id: string; projectId: string },
  chunk: readonly PairToCheck[],
  { answers, excluded }: StudyRecord,
  signal: AbortSignal,
): Promise<void> {
  const images = new Map<string, Buffer | null>();
  for (const { hashes } of chunk) {
    for (const sha256 of [hashes.A, hashes.B]) {
      if (!images.has(sha256)) images.set(sha256, await servedBytes(ctx.storage, sha256));
    }
  }
  const similarities = await similarityFindings(ctx, chunk, images, signal);
  signal.throwIfAborted();
  const checked = chunk.map((pair) => {
    const measured = similarities.get(pair.pairId);
    return {
      pairId: pair.pairId,
      questionId: pair.questionId,
      semantic: measured?.semantic ?? null,
      visual: measured?.visual ?? null,
      findings: [
        bytesFinding(pair, images),
        ...(measured?.findings ?? []),
        ...plainFindings(pair, answers.get(pair.pairId) ?? [], excluded),
      ],
    };
  });
  await storeChecks(ctx, run, checked);
}

function bytesFinding({ hashes }: PairToCheck, images: ImageBytes): Finding {
  const sides = (['A', 'B'] as const).filter((side) => !images.get(hashes[side]));
  return sides.length === 0
    ? { rule: 'bytes', status: 'PASSED', detail: 'bytesSame' }
    : {
        rule: 'bytes',
        status: 'FAILED',
        detail: 'bytesChanged',
        params: { sides: sides.join(', ') },
      };
}

async function countsOf(ctx: WorkerCtx, checkRunId: string): Promise<JobResult> {
  const rows = await ctx.db.checkResult.groupBy({
    by: ['status'],
    where: { checkRunId },
    _count: true,
  });
  const of = (status: string) => rows.find((row) => row.status === status)?._count ?? 0;
  return { passed: of('PASSED'), failed: of('FAILED'), unavailable: of('UNAVAILABLE') };
}
