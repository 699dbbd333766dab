/** Takes an encoder out of the models folder: first it is no longer known, then its files go. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogueEntry } from '@/lib/domain/catalogue';
import { encoderFiles, type EncoderDescription } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { lockFile } from '../lock-file';
import { syncPath } from '../storage/durable';
import { readDescription } from './description-file';
import { sizeOf } from './file-hash';
import { alreadyDownloading, LOCK } from './pull';

export interface Removed {
  /** Bytes that are free again. */
  bytes: number;
  /** True where `models pull` brings it back; false for one that somebody added. */
  published: boolean;
}

/**
 * Also takes away what an unfinished download left. Embeddings stay, and with them all that was mined.
 * Throws AppError: `not-found`, `conflict` while it is being downloaded.
 */
export async function removeEncoder(folder: string, id: string): Promise<Removed> {
  const { description, begun } = await requireRemovable(folder, id);
  const own = join(folder, id);
  const lock = begun
    ? await lockFile(join(own, LOCK), alreadyDownloading({ name: description?.name ?? id }))
    : null;
  try {
    // A file beside the description belongs to one encoder only where no other names it.
    const loose = description
      ? encoderFiles(description)
          .map(({ file }) => file)
          .filter((file) => !file.startsWith(`${id}/`))
      : [];
    const used = new Set(await filesOfOthers(folder, id));
    const paths = loose.filter((file) => !used.has(file)).map((file) => join(folder, file));
    const sizes = await Promise.all([...paths, ...(await filesBelow(own))].map(sizeOf));
    await rm(join(folder, `${id}.json`), { force: true });
    await syncPath(folder);
    for (const path of paths) await rm(path, { force: true });
    await rm(own, { recursive: true, force: true });
    return {
      bytes: sizes.reduce((sum, size) => sum + size, 0),
      published: description ? Boolean(description.source) : catalogueEntry(id) !== undefined,
    };
  } finally {
    await lock?.release();
  }
}

/**
 * What there is of an encoder; its description is undefined where it cannot be read. Throws what
 * `removeEncoder` throws: to be asked of all ids before the first one is removed.
 */
export async function requireRemovable(
  folder: string,
  id: string,
): Promise<{ description: EncoderDescription | null | undefined; begun: boolean }> {
  // An id becomes a path below: nothing but an id may.
  const known = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id);
  const description = known ? await readDescription(folder, id).catch(() => undefined) : null;
  const found = known ? await stat(join(folder, id)).catch(() => null) : null;
  const begun = found?.isDirectory() ?? false;
  if (description === null && !begun) {
    throw new AppError(
      'not-found',
      `There is no encoder "${id}" in the models folder. "blindpair models list --installed" shows what there is.`,
    );
  }
  const shared = (await filesOfOthers(folder, id)).find((file) => file.startsWith(`${id}/`));
  if (shared !== undefined) {
    throw new AppError(
      'conflict',
      `Another encoder uses the file ${shared} of "${id}". Remove that encoder first.`,
    );
  }
  return { description, begun };
}

async function filesOfOthers(folder: string, id: string): Promise<string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) =>
    /^[a-z0-9-]+\.json$/.test(name),
  );
  const others = names.map((name) => name.slice(0, -'.json'.length)).filter((one) => one !== id);
  const descriptions = await Promise.all(
    others.map((one) => readDescription(folder, one).catch(() => null)),
  );
  return descriptions.flatMap((one) => (one ? encoderFiles(one).map(({ file }) => file) : []));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name !== LOCK)
    .map((entry) => join(entry.parentPath, entry.name));
}
