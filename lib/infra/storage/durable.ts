/** What durable files need from the file system, below the storage interface. */
import { mkdir, open, opendir, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { StoredObject } from './storage';

/** Marks a file that was not finished. No storage key can contain it. */
export const TEMPORARY = '~tmp-';

/** Flushes a file, or the entries of a folder, to the disk. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a folder so that its name too survives a power cut: each new level is synced in its parent. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let level = path; level.length >= first.length; level = dirname(level)) {
    await syncPath(dirname(level));
  }
}

/** Every file whose key starts with the prefix, in no promised order, without holding a listing in memory. */
export async function* filesUnder(base: string, prefix: string): AsyncGenerator<StoredObject> {
  // A prefix may end within a name: walk the folder that it names in full and filter.
  const start = resolve(base, prefix.slice(0, prefix.lastIndexOf('/') + 1));
  if (start !== base && !start.startsWith(base + sep)) return;
  for await (const path of walk(start)) {
    const key = relative(base, path).split(sep).join('/');
    if (!key.startsWith(prefix)) continue;
    const found = await stat(path).catch(() => null);
    if (found) yield { key, bytes: found.size };
  }
}

async function* walk(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch(() => null);
  if (!entries) return;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(path);
    else if (entry.isFile()) yield path;
  }
}

/**
 * Removes temporary files that a killed process left behind. `before`: only those last written
 * earlier, so that a write in progress elsewhere is left alone. Returns how many went.
 */
export async function sweepTemporaries(root: string, before: Date): Promise<number> {
  let removed = 0;
  for await (const path of walk(resolve(root, 'storage'))) {
    if (!path.includes(TEMPORARY)) continue;
    const found = await stat(path).catch(() => null);
    if (!found || found.mtimeMs >= before.getTime()) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}
