import { AppError } from '@/lib/domain/errors';
import { transition } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { inTransaction } from '@/lib/infra/db/client';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { releaseKey } from '@/lib/infra/storage/storage';
import type { LoadedRelease } from './load-release';

/**
 * Puts the archive in its place by a rename, then makes it visible: release, pairs and audit in one
 * transaction. Killed in between, only a file that nobody can reach is left, and the next attempt
 * replaces it.
 */
export async function publishRelease(
  ctx: WorkerCtx,
  input: { release: LoadedRelease; path: string; sha256: string; manifestSha256: string },
): Promise<void> {
  const { release, sha256, manifestSha256 } = input;
  const projectId = release.project.id;
  const key = releaseKey(projectId, release.id);
  const { bytes } = await ctx.storage.putFile(key, input.path);
  try {
    const scorers = (await ctx.encoders.list()).flatMap((encoder) =>
      encoder.usable && encoder.description.role === 'semantic' && encoder.description.text
        ? [encoder.id]
        : [],
    );
    await inTransaction(ctx.db, async (tx) => {
      const published = await tx.release.updateMany({
        where: { id: release.id, status: 'BUILDING' },
        data: {
          status: 'PUBLISHED',
          storageKey: key,
          sha256,
          bytes,
          manifestSha256,
          error: null,
          publishedAt: ctx.clock.now(),
        },
      });
      if (published.count === 0) return;
      // Only with the question that the archive holds: a pair that was corrected meanwhile stays out.
      const moved = await tx.$executeRaw`
        UPDATE "Pair" p SET "status" = ${transition('CHECKED', 'release')}::"PairStatus",
          "version" = p."version" + 1, "updatedAt" = ${ctx.clock.now()}::timestamp
        FROM "ReleasePair" rp
        WHERE rp."releaseId" = ${release.id}::uuid AND rp."pairId" = p."id"
          AND p."status" = 'CHECKED' AND p."currentQuestionId" = rp."questionId"`;
      const [row] = await tx.$queryRaw<{ released: number }[]>`
        SELECT count(*)::int AS "released" FROM "Pair" p
        JOIN "ReleasePair" rp ON rp."pairId" = p."id" AND rp."questionId" = p."currentQuestionId"
        WHERE rp."releaseId" = ${release.id}::uuid AND p."status" = 'RELEASED'`;
      const released = row?.released ?? 0;
      if (released !== release.pairs.length) throw pairsChanged(release.pairs.length - released);
      await audit(tx, ctx, {
        projectId,
        action: 'release.publish',
        subjectType: 'Release',
        subjectId: release.id,
        data: { version: release.version, pairs: release.pairs.length, moved, sha256, bytes },
      });
      for (const encoderId of scorers) {
        await ctx.jobs.enqueue(tx, {
          kind: 'score-encoders',
          projectId,
          payload: { releaseId: release.id, encoderId },
        });
      }
    });
  } catch (error) {
    // A worker that was thought dead may have published meanwhile: its file must stay.
    const now = await ctx.db.release.findUnique({
      where: { id: release.id },
      select: { status: true },
    });
    if (now?.status !== 'PUBLISHED') await ctx.storage.delete(key);
    throw error;
  }
}

/** The release shows the sentence; another attempt may still succeed. */
export async function failRelease(ctx: WorkerCtx, releaseId: string, error: string): Promise<void> {
  await ctx.db.release.updateMany({
    where: { id: releaseId, status: 'BUILDING' },
    data: { status: 'FAILED', error },
  });
}

const pairsChanged = (count: number): AppError =>
  new AppError(
    'conflict',
    `${count} pairs of this release are no longer checked: they entered another study, were sent back for changes or were rejected meanwhile. Nothing was published. Check again and make a new release.`,
    { key: 'releasePairsChanged', params: { count } },
  );
