import { AppError, notFound } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';

export interface ReleaseFile {
  version: number;
  storageKey: string;
  sha256: string;
  bytes: number;
}

/** The archive of a published release; the newest where no version is given. */
export async function publishedRelease(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string; version?: number },
): Promise<ReleaseFile> {
  authorize(ctx, 'release:download', input.projectId);
  const release = await ctx.db.release.findFirst({
    where: {
      projectId: input.projectId,
      ...(input.version === undefined ? { status: 'PUBLISHED' } : { version: input.version }),
    },
    orderBy: { version: 'desc' },
    select: { version: true, status: true, storageKey: true, sha256: true, bytes: true },
  });
  if (!release) {
    if (input.version !== undefined) throw notFound(`Release ${input.version}`);
    throw new AppError('not-found', 'There is no published release yet. Make one first.', {
      key: 'releaseNone',
    });
  }
  const { version, storageKey, sha256, bytes } = release;
  if (release.status !== 'PUBLISHED' || storageKey === null || sha256 === null || bytes === null) {
    throw new AppError('conflict', `Release ${version} is not published yet.`, {
      key: 'releaseNotPublished',
      params: { version },
    });
  }
  return { version, storageKey, sha256, bytes: Number(bytes) };
}
