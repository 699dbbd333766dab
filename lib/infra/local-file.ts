/** A file that somebody asked for on the machine where the command runs. */
import { createHash, randomUUID } from 'node:crypto';
import { link, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError } from '@/lib/domain/errors';
import { codeOf } from './storage/disk-error';
import { syncPath } from './storage/durable';

export interface Written {
  /** Absolute. */
  path: string;
  bytes: number;
  sha256: string;
}

/** Enough for a file system to say that it is full. */
const PROBE_BYTES = 4096;

/**
 * Whether a file can be written there: asked before long work, so that the work is not lost at its
 * end. Throws `conflict` where something has that name and `replace` is false, `unprocessable` where
 * the folder is missing or may not be written, `disk-full`.
 */
export async function checkWritable(file: string, replace: boolean): Promise<void> {
  const path = resolve(file);
  const there = await lstat(path).catch(() => null);
  if (there?.isDirectory()) throw cannotWrite(path, 'EISDIR');
  if (there && !replace) throw exists(path);
  const probe = partialName(path);
  try {
    const handle = await open(probe, 'wx');
    try {
      await handle.writeFile(Buffer.alloc(PROBE_BYTES));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw cannotWrite(path, codeOf(error), error);
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

/**
 * Writes the pieces under another name, flushes them to the disk, and only then gives the file its
 * name: whoever sees it sees it whole. Nothing is left where this throws.
 */
export async function writeWhole(
  file: string,
  pieces: AsyncIterable<Uint8Array>,
  replace: boolean,
): Promise<Written> {
  const path = resolve(file);
  const partial = partialName(path);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const handle = await open(partial, 'wx').catch((error: unknown) => {
      throw cannotWrite(path, codeOf(error), error);
    });
    try {
      for await (const piece of pieces) {
        hash.update(piece);
        bytes += piece.length;
        await handle.writeFile(piece).catch((error: unknown) => {
          throw cannotWrite(path, codeOf(error), error);
        });
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    await name(partial, path, replace);
    await syncPath(dirname(path));
    return { path, bytes, sha256: hash.digest('hex') };
  } finally {
    await rm(partial, { force: true });
  }
}

/** A link fails where a name is taken, a renaming would replace what another wrote meanwhile. */
async function name(partial: string, path: string, replace: boolean): Promise<void> {
  if (replace) return rename(partial, path);
  try {
    await link(partial, path);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw exists(path);
    // File systems without hard links: exFAT, some network disks.
    if (await stat(path).catch(() => null)) throw exists(path);
    await rename(partial, path);
  }
}

const partialName = (path: string): string => `${path}.${randomUUID()}.part`;

const exists = (path: string): AppError =>
  new AppError(
    'conflict',
    `There is already something at ${path}. Nothing was written. Choose another name, or add --force to replace it.`,
  );

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the folder does not exist',
  ENOTDIR: 'a file lies where a folder is needed',
  EACCES: 'the folder may not be written',
  EPERM: 'the folder may not be written',
  EROFS: 'the disk is read-only',
  EISDIR: 'a folder has that name',
  ENAMETOOLONG: 'the name is too long',
};

function cannotWrite(path: string, code: string | undefined, cause?: unknown): unknown {
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'disk-full',
      `The disk of ${path} is full. Nothing half-written is kept, and what is stored in the project is safe. Free some space, or choose another place.`,
      { cause },
    );
  }
  const reason = REASONS[code ?? ''];
  if (!reason) return cause;
  return new AppError(
    'unprocessable',
    `${path} cannot be written: ${reason}. Nothing was lost. Choose another place.`,
    { cause },
  );
}
