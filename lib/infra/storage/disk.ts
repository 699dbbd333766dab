/**
 * Storage on a local disk. A write is acknowledged only when the bytes and the name are on the
 * disk: temporary file in the same folder, write, fsync, rename, fsync of the folder. A reader sees
 * a whole object or none, also after kill -9 or a power cut.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve, sep } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, notFound } from '@/lib/domain/errors';
import { codeOf, plainDiskError } from './disk-error';
import { filesUnder, makeFolder, syncPath, TEMPORARY } from './durable';
import type { Storage, StoredObject } from './storage';

/** Segments of letters, digits, dot, dash and underscore; none starts with a dot, so none climbs. */
const KEY = /^[A-Za-z0-9_][A-Za-z0-9._-]*(\/[A-Za-z0-9_][A-Za-z0-9._-]*)*$/;

/** `root` is the data folder; objects lie under `root/storage`. */
export function createDiskStorage(root: string): Storage {
  const base = resolve(root, 'storage');
  const pathOf = (key: string): string => {
    const path = join(base, key);
    if (key.length > 512 || !KEY.test(key) || !path.startsWith(base + sep)) {
      throw new AppError('invalid', 'This is not a storage key.');
    }
    return path;
  };

  const statOf = async (key: string): Promise<StoredObject | null> => {
    try {
      const found = await stat(pathOf(key));
      return found.isFile() ? { key, bytes: found.size } : null;
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null;
      throw plainDiskError(error);
    }
  };

  /** Fills a temporary file beside the target, then gives it the name. */
  const place = async (
    key: string,
    fill: (temporary: string) => Promise<void>,
  ): Promise<StoredObject> => {
    const path = pathOf(key);
    if (isContentAddressed(key)) {
      const there = await statOf(key);
      if (there) return there;
    }
    const temporary = `${path}${TEMPORARY}${randomUUID()}`;
    try {
      await makeFolder(dirname(path));
      await fill(temporary);
      await syncPath(temporary);
      const { size } = await stat(temporary);
      await rename(temporary, path);
      await syncPath(dirname(path));
      return { key, bytes: size };
    } catch (error) {
      await rm(temporary, { force: true });
      throw plainDiskError(error);
    }
  };

  return {
    put: (key, data) =>
      place(key, async (temporary) => {
        const file = await open(temporary, 'wx');
        try {
          await file.writeFile(data);
        } finally {
          await file.close();
        }
      }),

    putStream: (key, data: Readable) =>
      place(key, (temporary) => pipeline(data, createWriteStream(temporary, { flags: 'wx' }))),

    putFile: async (key, source) => {
      const stored = await place(key, async (temporary) => {
        // Renaming works within one file system only; elsewhere the bytes are copied.
        await rename(source, temporary).catch(async (error: unknown) => {
          if (codeOf(error) !== 'EXDEV') throw error;
          await copyFile(source, temporary);
        });
      });
      await rm(source, { force: true });
      return stored;
    },

    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        throw codeOf(error) === 'ENOENT' ? notFound('The stored file') : plainDiskError(error);
      }
    },

    async stream(key, range) {
      const path = pathOf(key);
      if (!(await statOf(key))) throw notFound('The stored file');
      return createReadStream(path, range);
    },

    stat: statOf,

    async delete(key) {
      await rm(pathOf(key), { force: true });
    },

    async *list(prefix) {
      for await (const file of filesUnder(base, prefix)) {
        if (!file.key.includes(TEMPORARY)) yield file;
      }
    },

    async check() {
      const probe = join(base, `check${TEMPORARY}${randomUUID()}`);
      try {
        await mkdir(base, { recursive: true });
        const file = await open(probe, 'wx');
        try {
          // One block: enough for the file system to say that it is full.
          await file.writeFile(Buffer.alloc(4096));
          await file.sync();
        } finally {
          await file.close();
        }
      } catch (error) {
        throw plainDiskError(error);
      } finally {
        await rm(probe, { force: true }).catch(() => undefined);
      }
    },
  };
}

/** Same key, same bytes: nothing to write twice. */
const isContentAddressed = (key: string): boolean => key.startsWith('blobs/');
