/** Somebody's own files on their way into the models folder. */
import { constants } from 'node:fs';
import { copyFile, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { DescribedFile } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { plainDiskError } from '../storage/disk-error';
import { makeFolder, syncPath } from '../storage/durable';
import { hashOfFile } from './file-hash';

export interface OwnFile extends DescribedFile {
  /** Where it lies now. */
  source: string;
}

export async function ownFile(id: string, path: string): Promise<OwnFile> {
  const found = await hashOfFile(path).catch(() => null);
  if (!found) throw new AppError('not-found', `There is no file "${path}". Check the path.`);
  return { source: resolve(path), file: `${id}/${basename(path)}`, sha256: found.sha256 };
}

export const described = ({ file, sha256 }: OwnFile): DescribedFile => ({ file, sha256 });

/** Weights beside a graph: those named, else those under the names that exporters give them. */
export async function dataBeside(
  id: string,
  path: string,
  named: readonly string[] | undefined,
): Promise<OwnFile[]> {
  if (named) return Promise.all(named.map((one) => ownFile(id, one)));
  const usual = [`${path}_data`, `${path}.data`];
  const there = await Promise.all(usual.map((one) => stat(one).catch(() => null)));
  return Promise.all(usual.filter((_, k) => there[k]?.isFile()).map((one) => ownFile(id, one)));
}

/** Copies them; what was copied is removed again unless `use` succeeds. */
export async function withInstalled<T>(
  folder: string,
  files: readonly OwnFile[],
  use: () => Promise<T>,
): Promise<T> {
  requireNames(files);
  const copied: string[] = [];
  try {
    for (const { source, file } of files) {
      const path = join(resolve(folder), file);
      if (path === source || copied.includes(path)) continue;
      await makeFolder(dirname(path));
      copied.push(path);
      await copyFile(source, path, constants.COPYFILE_FICLONE);
      await syncPath(path);
      await syncPath(dirname(path));
    }
    return await use();
  } catch (error) {
    await Promise.all(copied.map((path) => rm(path, { force: true })));
    throw plainDiskError(error);
  }
}

function requireNames(files: readonly OwnFile[]): void {
  const sources = new Map<string, string>();
  for (const { file, source } of files) {
    if ((sources.get(file) ?? source) !== source) {
      throw new AppError(
        'conflict',
        `Two files are named "${basename(file)}". Rename one of them.`,
      );
    }
    sources.set(file, source);
  }
}
