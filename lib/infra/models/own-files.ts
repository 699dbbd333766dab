/** Somebody's own files on their way into the models folder. */
import { constants } from 'node:fs';
import { copyFile, rm, rmdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { DescribedFile } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { plainDiskError } from '../storage/disk-error';
import { makeFolder, syncPath } from '../storage/durable';
import { weightsElsewhere } from './external-data';
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

/**
 * Weights beside a graph: those named, and those that the graph itself names; where it names none or
 * cannot be asked, those under the names that exporters give them.
 */
export async function dataBeside(
  id: string,
  path: string,
  named: readonly string[] | undefined,
): Promise<OwnFile[]> {
  const asked = await weightsElsewhere(path);
  if (asked !== null && asked.length > 0) return askedFor(id, path, asked, named ?? []);
  if (named) return Promise.all(named.map((one) => ownFile(id, one)));
  const usual = [`${path}_data`, `${path}.data`];
  const there = await Promise.all(usual.map((one) => stat(one).catch(() => null)));
  return Promise.all(usual.filter((_, k) => there[k]?.isFile()).map((one) => ownFile(id, one)));
}

/** The runtime looks for them beside the graph, under the very names that it has for them. */
async function askedFor(
  id: string,
  path: string,
  asked: readonly string[],
  named: readonly string[],
): Promise<OwnFile[]> {
  const given = new Set(named.map((one) => basename(one)));
  const others = asked.filter((one) => !given.has(one)).map((one) => join(dirname(path), one));
  for (const [k, one] of others.entries()) {
    if (dirname(one) !== dirname(join(path))) {
      throw new AppError(
        'unprocessable',
        `The graph has weights in "${asked[k]}", in another folder. Export it with its weights beside it, or within it.`,
      );
    }
    if ((await stat(one).catch(() => null))?.isFile()) continue;
    throw new AppError(
      'not-found',
      `The graph has weights in "${basename(one)}", which is not beside it. Put it there under this name, or name it with --data-file.`,
    );
  }
  return Promise.all([...named, ...others].map((one) => ownFile(id, one)));
}

/** Copies them; what was copied is removed again unless `use` succeeds. What lay there before stays. */
export async function withInstalled<T>(
  folder: string,
  files: readonly OwnFile[],
  use: () => Promise<T>,
): Promise<T> {
  requireNames(files);
  const copied: string[] = [];
  try {
    for (const { source, file, sha256 } of files) {
      const path = join(resolve(folder), file);
      await makeFolder(dirname(path));
      if ((await hashOfFile(path))?.sha256 === sha256) continue;
      await copyNew(source, path);
      copied.push(path);
      await syncPath(path);
      await syncPath(dirname(path));
    }
    return await use();
  } catch (error) {
    await Promise.all(copied.map((path) => rm(path, { force: true })));
    // Folders that hold something stay.
    const folders = new Set(files.map(({ file }) => dirname(join(resolve(folder), file))));
    await Promise.all([...folders].map((path) => rmdir(path).catch(() => undefined)));
    throw plainDiskError(error);
  }
}

/** Never over a file that is there: it may be somebody's only one. */
async function copyNew(source: string, path: string): Promise<void> {
  try {
    await copyFile(source, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new AppError(
        'conflict',
        `There is another file at ${path} already. Nothing was added. Remove it, or choose another --id.`,
      );
    }
    await rm(path, { force: true });
    throw error;
  }
}

/** As descriptions may name files. */
const FILE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

function requireNames(files: readonly OwnFile[]): void {
  const sources = new Map<string, string>();
  for (const { file, source } of files) {
    if (!FILE_NAME.test(basename(file))) {
      throw new AppError(
        'invalid',
        `The name "${basename(file)}" cannot be kept: it may hold letters, digits, dots, hyphens and underscores, and begin with a letter or a digit. Rename the file.`,
      );
    }
    if ((sources.get(file) ?? source) !== source) {
      throw new AppError(
        'conflict',
        `Two files are named "${basename(file)}". Rename one of them.`,
      );
    }
    sources.set(file, source);
  }
}
