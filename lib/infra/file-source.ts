/** Many files from one place, one at a time: a folder or an archive. */
import { opendir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { AppError } from '@/lib/domain/errors';
import { isSystemClutter, MAX_IMAGE_BYTES, refusal, type Refusal } from '@/lib/domain/image-rules';

export interface SourceFile {
  /** Path within the source, with forward slashes. For reports, never for writing. */
  name: string;
  /** Known before reading: the file is not taken. */
  refused: Refusal | null;
  /** The whole content, or why it cannot be had. */
  read(): Promise<Buffer | Refusal>;
}

export interface FileSource {
  /** Upper bound of the number of files, for progress. */
  total: number;
  files(): AsyncIterable<SourceFile>;
  close(): Promise<void>;
}

/** All files below a folder, in a stable order. Symbolic links are not followed but named as refused. */
export async function openFolder(root: string): Promise<FileSource> {
  const base = await realpath(root).catch(() => null);
  const found = base === null ? null : await stat(base);
  if (base === null || !found?.isDirectory()) {
    throw new AppError('not-found', 'There is no such folder, or it may not be read.', {
      key: 'folderMissing',
    });
  }
  const entries: Entry[] = [];
  for await (const entry of walk(base)) entries.push(entry);
  // Code units, not locale: the order must be the same on every machine.
  entries.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    total: entries.length,
    async *files() {
      for (const { path, link } of entries) {
        yield {
          name: relative(base, path).split(sep).join('/'),
          refused: link ? refusal('symlink') : null,
          read: () => readLocal(path),
        };
      }
    },
    async close() {},
  };
}

/** One file by itself, under its own name. */
export function openFile(path: string): FileSource {
  return {
    total: 1,
    async *files() {
      yield { name: basename(path), refused: null, read: () => readLocal(path) };
    },
    async close() {},
  };
}

interface Entry {
  path: string;
  link: boolean;
}

async function* walk(folder: string): AsyncGenerator<Entry> {
  for await (const entry of await opendir(folder)) {
    if (isSystemClutter(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile() || entry.isSymbolicLink()) yield { path, link: entry.isSymbolicLink() };
  }
}

async function readLocal(path: string): Promise<Buffer | Refusal> {
  try {
    const { size } = await stat(path);
    if (size > MAX_IMAGE_BYTES) {
      return refusal('too-large', { limit: MAX_IMAGE_BYTES / 1024 ** 2 });
    }
    return await readFile(path);
  } catch {
    return refusal('unreadable');
  }
}
