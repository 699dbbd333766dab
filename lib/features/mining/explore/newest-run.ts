import { AppError, isAppError } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { storedRun } from './stored-run';

/** Each is a file to be read; who wants an older run chooses it in the explorer. */
const LOOKED_AT = 5;

/**
 * Id of the newest of the last runs that compared this image. Throws `unprocessable` where none did: the
 * image came later, was left out, or had no embedding.
 */
export async function newestRunWith(
  ctx: Ctx,
  { projectId, imageId }: { projectId: string; imageId: string },
): Promise<string> {
  authorize(ctx, 'mining:view', projectId);
  const runs = await ctx.db.miningRun.findMany({
    where: { projectId, finishedAt: { not: null }, resultKey: { not: null } },
    orderBy: { id: 'desc' },
    take: LOOKED_AT,
    select: { id: true },
  });
  for (const { id } of runs) {
    const run = await storedRun(ctx, projectId, id).catch((error: unknown) => {
      // One whose file is damaged hides no other.
      if (isAppError(error)) return null;
      throw error;
    });
    if (run?.result.imageIds.includes(imageId)) return id;
  }
  throw new AppError(
    'unprocessable',
    `None of the last ${LOOKED_AT} mining runs compared this image: it came later, was left out or had no embedding. Mine again, or choose an older run in the explorer.`,
    { key: 'imageNotCompared', params: { runs: LOOKED_AT } },
  );
}
