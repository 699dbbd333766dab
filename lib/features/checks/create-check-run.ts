import { AppError, notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';

/**
 * Starts the checks of all pairs of a closed study. Throws 'conflict' while the study still takes
 * answers, and while an earlier run of the same study has not ended.
 */
export async function createCheckRun(
  ctx: Ctx,
  input: { projectId: string; studyId: string },
): Promise<{ checkRunId: string; jobId: string }> {
  authorize(ctx, 'checks:run', input.projectId);
  const createdById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  return inTransaction(ctx.db, async (tx) => {
    // The lock makes two clicks one after the other, so that the second sees the first's run.
    const [study] = await tx.$queryRaw<
      { status: string; pilot: boolean; pairs: number; running: number }[]
    >`
      SELECT s."status"::text AS "status", s."pilot",
        (SELECT count(*)::int FROM "StudyPair" p WHERE p."studyId" = s."id") AS "pairs",
        (SELECT count(*)::int FROM "CheckRun" c JOIN "Job" j ON j."id" = c."jobId"
          WHERE c."studyId" = s."id" AND j."status" IN ('QUEUED', 'RUNNING')) AS "running"
      FROM "Study" s
      WHERE s."id" = ${input.studyId}::uuid AND s."projectId" = ${input.projectId}::uuid
      FOR UPDATE OF s`;
    if (!study) throw notFound('The study');
    if (study.status !== 'CLOSED') {
      throw new AppError(
        'conflict',
        'Checks need all answers, so the study must be closed first. Nothing was started.',
        { key: 'checksStudyNotClosed' },
      );
    }
    if (study.pilot) {
      throw new AppError(
        'unprocessable',
        'A pilot measures nothing, so there is nothing to check.',
        {
          key: 'checksPilot',
        },
      );
    }
    if (study.pairs === 0) {
      throw new AppError('unprocessable', 'This study has no pair to check.', {
        key: 'checksNoPairs',
      });
    }
    if (study.running > 0) {
      throw new AppError('conflict', 'The checks of this study are running already.', {
        key: 'checksRunning',
      });
    }
    const run = await tx.checkRun.create({
      data: {
        projectId: input.projectId,
        studyId: input.studyId,
        createdById,
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    const jobId = await ctx.jobs.enqueue(tx, {
      kind: 'check',
      projectId: input.projectId,
      payload: { checkRunId: run.id },
      createdById,
    });
    await tx.checkRun.update({ where: { id: run.id }, data: { jobId }, select: { id: true } });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'checks.start',
      subjectType: 'CheckRun',
      subjectId: run.id,
      data: { studyId: input.studyId, pairs: study.pairs },
    });
    return { checkRunId: run.id, jobId };
  });
}
