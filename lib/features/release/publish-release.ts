import { AppError, type KeptError } from '@/lib/domain/errors';
import { sources, transition } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { storedError } from '@/lib/infra/jobs/kept-error';
import type { JobHandle } from '@/lib/infra/jobs/queue';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { releaseKey, releasePrefix } from '@/lib/infra/storage/storage';
import type { LoadedRelease } from './load-release';
import { refuseChangedAnswers } from './release-answers';

/** The hand-out of the job that writes. A later one has taken over whatever this one does. */
export type Attempt = Pick<JobHandle, 'jobId' | 'attempt'>;

/**
 * Puts the archive in its place by a rename, then makes it visible: release, pairs and audit in one
 * transaction, which refuses when anything that the archive says has changed since it was loaded.
 * Every attempt has an own file. Killed in between, one is left that nobody can reach; the attempt
 * that publishes removes it.
 */
export async function publishRelease(
  ctx: WorkerCtx,
  input: {
    release: LoadedRelease;
    attempt: Attempt;
    path: string;
    sha256: string;
    manifestSha256: string;
  },
): Promise<void> {
  const { release, attempt, sha256, manifestSha256 } = input;
  const projectId = release.project.id;
  const key = releaseKey(projectId, release.id, attempt.attempt);
  const { bytes } = await ctx.storage.putFile(key, input.path);
  try {
    const scorers = (await ctx.encoders.list()).flatMap((encoder) =>
      encoder.usable && encoder.description.role === 'semantic' && encoder.description.text
        ? [encoder.id]
        : [],
    );
    await inTransaction(ctx.db, async (tx) => {
      if (!(await isCurrent(tx, attempt))) throw takenOver();
      const published = await tx.release.updateMany({
        where: { id: release.id, status: 'BUILDING' },
        data: {
          status: 'PUBLISHED',
          storageKey: key,
          sha256,
          bytes,
          manifestSha256,
          ...storedError(null),
          publishedAt: ctx.clock.now(),
        },
      });
      if (published.count === 0) return;
      await refuseChangedAnswers(tx, release);
      const released = await releasePairs(tx, ctx, release.id);
      if (released !== release.pairs.length) throw pairsChanged(release.pairs.length - released);
      await audit(tx, ctx, {
        projectId,
        action: 'release.publish',
        subjectType: 'Release',
        subjectId: release.id,
        data: { version: release.version, pairs: release.pairs.length, sha256, bytes },
      });
      for (const encoderId of scorers) {
        await ctx.jobs.enqueue(tx, {
          kind: 'score-encoders',
          projectId,
          payload: { releaseId: release.id, encoderId },
        });
      }
    });
  } finally {
    await removeUnpublished(ctx, release, key);
  }
}

/** The release shows the sentence; another attempt may still succeed, and one that has begun is left alone. */
export async function failRelease(
  ctx: WorkerCtx,
  { release, attempt, error }: { release: LoadedRelease; attempt: Attempt; error: KeptError },
): Promise<void> {
  await inTransaction(ctx.db, async (tx) => {
    if (!(await isCurrent(tx, attempt))) return;
    const failed = await tx.release.updateMany({
      where: { id: release.id, status: 'BUILDING' },
      data: { status: 'FAILED', ...storedError(error) },
    });
    if (failed.count === 0) return;
    await audit(tx, ctx, {
      projectId: release.project.id,
      action: 'release.fail',
      subjectType: 'Release',
      subjectId: release.id,
      data: { version: release.version, error: error.message },
    });
  });
}

/** Keeps the job from being handed out again until the transaction ends. */
async function isCurrent(tx: Tx, { jobId, attempt }: Attempt): Promise<boolean> {
  const [job] = await tx.$queryRaw<{ attempt: number }[]>`
    SELECT "attempt" FROM "Job" WHERE "id" = ${jobId}::uuid FOR SHARE`;
  return job !== undefined && job.attempt <= attempt;
}

/** Only with the question that the archive holds: a pair that was corrected meanwhile stays out. */
const releasePairs = (tx: Tx, { clock }: WorkerCtx, releaseId: string): Promise<number> =>
  tx.$executeRaw`
    UPDATE "Pair" p SET "status" = ${transition('CHECKED', 'release')}::"PairStatus",
      "version" = p."version" + 1, "updatedAt" = ${clock.now()}::timestamp
    FROM "ReleasePair" rp
    WHERE rp."releaseId" = ${releaseId}::uuid AND rp."pairId" = p."id"
      AND p."status" = ANY(${sources('release')}::"PairStatus"[])
      AND p."currentQuestionId" = rp."questionId"`;

/**
 * The own file, unless it was published, be it that the commit's answer was lost; and, once one was
 * published, those of attempts that were killed. What another attempt published is never touched.
 */
async function removeUnpublished(ctx: WorkerCtx, release: LoadedRelease, own: string) {
  try {
    const now = await ctx.db.release.findUnique({
      where: { id: release.id },
      select: { status: true, storageKey: true },
    });
    if (now?.status !== 'PUBLISHED') return await ctx.storage.delete(own);
    for await (const { key } of ctx.storage.list(releasePrefix(release.project.id, release.id))) {
      if (key !== now.storageKey) await ctx.storage.delete(key);
    }
  } catch (error) {
    // A file too many harms nobody; the outcome of the release must not depend on it.
    ctx.log.warn({ err: error, releaseId: release.id }, 'archive of an attempt not removed');
  }
}

const takenOver = (): AppError =>
  new AppError('conflict', 'Another worker has taken this release over and goes on with it.', {
    key: 'releaseTakenOver',
  });

const pairsChanged = (count: number): AppError =>
  new AppError(
    'conflict',
    `${count} pairs of this release are no longer checked: they entered another study, were sent back for changes or were rejected meanwhile. Nothing was published. Check again and make a new release.`,
    { key: 'releasePairsChanged', params: { count } },
  );
