import { AppError, notFound } from '@/lib/domain/errors';
import { balanceKeys } from '@/lib/domain/formats/balance-keys';
import { sources } from '@/lib/domain/item-lifecycle';
import type { Choice } from '@/lib/domain/statistics/pair-accuracy';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { measuredPairs } from '@/lib/infra/study-answers';

export interface CreatedRelease {
  releaseId: string;
  version: number;
  pairs: number;
  jobId: string;
}

/**
 * Starts a release of all pairs that passed in a finished check run and have not changed since.
 * Their order, and which answer is written as (a), are decided here from a stored seed. Throws
 * 'conflict' for an unfinished run and 'unprocessable' when no pair may go in.
 */
export async function createRelease(
  ctx: Ctx,
  input: { projectId: string; checkRunId: string; name: string },
): Promise<CreatedRelease> {
  authorize(ctx, 'release:make', input.projectId);
  const createdById = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const seed = ctx.rng.uuid();
  return inTransaction(ctx.db, async (tx) => {
    // Versions are numbered one after the other, also when two people release at once.
    await tx.$queryRaw`SELECT 1 FROM "Project" WHERE "id" = ${input.projectId}::uuid FOR UPDATE`;
    const run = await tx.checkRun.findFirst({
      where: { id: input.checkRunId, projectId: input.projectId },
      select: { id: true, studyId: true, finishedAt: true },
    });
    if (!run) throw notFound('The check run');
    if (!run.finishedAt) {
      throw new AppError('conflict', 'The checks have not finished yet. Nothing was released.', {
        key: 'releaseChecksUnfinished',
      });
    }
    const pairs = await releasable(tx, run);
    if (pairs.length === 0) {
      throw new AppError(
        'unprocessable',
        'No pair of this check run may be released: a pair must have passed every rule and must not have changed since. See the findings, correct the pairs, then check again.',
        { key: 'releaseNothingPassed' },
      );
    }
    const last = await tx.release.aggregate({
      where: { projectId: input.projectId },
      _max: { version: true },
    });
    const version = (last._max.version ?? 0) + 1;
    const release = await tx.release.create({
      data: {
        projectId: input.projectId,
        version,
        name: input.name,
        checkRunId: run.id,
        studyId: run.studyId,
        seed,
        createdById,
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    const placements = new Map(balanceKeys(pairs, seed).map((place) => [place.pairId, place]));
    await tx.releasePair.createMany({
      data: pairs.map(({ pairId, questionId }) => ({
        ...placements.get(pairId)!,
        pairId,
        questionId,
        releaseId: release.id,
      })),
    });
    const jobId = await ctx.jobs.enqueue(tx, {
      kind: 'release',
      projectId: input.projectId,
      payload: { releaseId: release.id },
      createdById,
    });
    await tx.release.update({ where: { id: release.id }, data: { jobId }, select: { id: true } });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'release.create',
      subjectType: 'Release',
      subjectId: release.id,
      data: { version, pairs: pairs.length, checkRunId: run.id, seed },
    });
    return { releaseId: release.id, version, pairs: pairs.length, jobId };
  });
}

/** Pairs and images of a published benchmark stay out, unless its licence lets them in. */
const ALLOWED = { batch: { OR: [{ benchmark: null }, { benchmark: { releaseAllowed: true } }] } };
const OWN_OR_ALLOWED = {
  OR: [{ imported: null }, { imported: { benchmark: { releaseAllowed: true } } }],
  imageA: ALLOWED,
  imageB: ALLOWED,
};

/**
 * Passed, still in a state that may be released, still with the question that was checked, and still
 * measured: a rater who withdrew since took the answers along.
 */
async function releasable(tx: Tx, run: { id: string; studyId: string }) {
  const measured = await measuredPairs(tx, run.studyId);
  const rows = await tx.checkResult.findMany({
    where: {
      checkRunId: run.id,
      status: 'PASSED',
      pair: { status: { in: sources('release') }, ...OWN_OR_ALLOWED },
    },
    orderBy: { pair: { number: 'asc' } },
    select: {
      pairId: true,
      questionId: true,
      pair: {
        select: {
          currentQuestionId: true,
          currentQuestion: { select: { keyForA: true, pattern: true } },
        },
      },
    },
  });
  return rows.flatMap(({ pairId, questionId, pair }) =>
    pair.currentQuestion && pair.currentQuestionId === questionId && measured.has(pairId)
      ? [
          {
            pairId,
            questionId,
            keyForA: pair.currentQuestion.keyForA as Choice,
            pattern: pair.currentQuestion.pattern,
          },
        ]
      : [],
  );
}
