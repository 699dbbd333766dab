import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { sha256OfFile } from '@/lib/infra/zip/read-zip';
import { publishedRelease } from './release-file';

export interface ExportedRelease {
  version: number;
  /** Absolute. */
  path: string;
  bytes: number;
  sha256: string;
}

/**
 * Copies a published release (the newest where no version is given) to a local file. The copy gets
 * its name only after its SHA-256 was found to be the one stored at publishing.
 */
export async function exportRelease(
  ctx: Ctx,
  input: { projectId: string; version?: number; to: (version: number) => string },
): Promise<ExportedRelease> {
  authorize(ctx, 'release:download', input.projectId);
  const release = await publishedRelease(ctx, input);
  const path = resolve(input.to(release.version));
  const partial = `${path}.${randomUUID()}.part`;
  try {
    await pipeline(
      await ctx.storage.stream(release.storageKey),
      createWriteStream(partial, { flags: 'wx' }),
    ).catch((error: unknown) => {
      throw cannotWrite(error);
    });
    const sha256 = await sha256OfFile(partial);
    if (sha256 !== release.sha256) {
      throw new AppError(
        'unprocessable',
        'The stored release is not the file that was published (SHA-256 differs). Nothing was written. Restore the data folder from a backup.',
      );
    }
    await rename(partial, path).catch((error: unknown) => {
      throw cannotWrite(error);
    });
    return { version: release.version, path, bytes: release.bytes, sha256 };
  } finally {
    await rm(partial, { force: true });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  EACCES: 'the folder may not be written',
  EROFS: 'the disk is read-only',
  EISDIR: 'a folder has that name',
  ENOSPC: 'the disk is full',
};

function cannotWrite(error: unknown): unknown {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const reason = REASONS[code ?? ''];
  if (!reason) return error;
  return new AppError(
    'unprocessable',
    `The export cannot be written: ${reason}. The release is safe. Choose another file.`,
    { cause: error },
  );
}
