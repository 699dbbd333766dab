/** Brings a published encoder into the models folder: files first, its description last. */
import { readdir, rm, rmdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { CatalogueEntry, HubExport, HubFile } from '@/lib/domain/catalogue/schema';
import { encoderFiles, type EncoderDescription } from '@/lib/domain/encoders';
import { AppError, isAppError } from '@/lib/domain/errors';
import { tryEncoder, type TryOut } from '../encoders/try-encoder';
import { lockFile, type Busy } from '../lock-file';
import { makeFolder } from '../storage/durable';
import { readDescription, writeDescription } from './description-file';
import { describePulled } from './describe-pulled';
import { download, requireSpace } from './download';
import { hashOfFile } from './file-hash';
import { fileUrl, hubHeaders, resolveRevision, type Hub } from './hub';
import { adoptOld } from './old-layout';
import { alreadyThere, sizeOfAll } from './sizes';
import { folderOf, forgetRecord, readRecord, writeRecord, type PullRecord } from './pull-record';

export const LOCK = 'download.lock';

export interface PullInput {
  entry: CatalogueEntry;
  /** The models folder. */
  folder: string;
  hub: Hub;
  /** Another branch or commit than the pinned one; then no hash of the catalogue applies. */
  revision?: string | undefined;
  /** Bytes of one file; `total` is null where the server does not say it. */
  onProgress?: (file: string, received: number, total: number | null) => void;
  /** Bytes of all files together; the hub is then asked for sizes that the catalogue does not know. */
  onBytes?: (received: number, total: number | null) => void;
  /** Before each new attempt: the file, what went wrong, and the milliseconds until then. */
  onWait?: (file: string, reason: string, pauseMs: number) => void;
  /** Runs the encoder once before it becomes known; by default in this thread. */
  tryOut?: TryOut;
  signal?: AbortSignal;
  /** Waits between attempts that brought nothing new, in milliseconds. */
  pausesMs?: readonly number[];
}

export interface Pulled {
  description: EncoderDescription;
  /** Bytes of all its files. */
  bytes: number;
  /** False where everything was there; then nobody was asked. */
  changed: boolean;
}

/**
 * Throws AppError: `unprocessable` where nothing is published or the encoder does not run as
 * described, `conflict` where an encoder of one's own has the id, and what `download` throws.
 * Stopped at any point and called again, it goes on where it was.
 */
export async function pull(input: PullInput): Promise<Pulled> {
  const { entry, folder, signal } = input;
  if (!entry.hub) throw notPublished(entry);
  const installed = await readDescription(folder, entry.id).catch((error: unknown) => {
    throw damagedDescription(entry, error);
  });
  if (installed && !installed.source) {
    throw new AppError(
      'conflict',
      `"${entry.id}" is an encoder that you added yourself. Remove it first.`,
      { key: 'encoderOwn', params: { encoder: entry.id } },
    );
  }
  const wanted = input.revision ?? installed?.source?.revision;
  if (installed && wanted === installed.source?.revision) {
    const bytes = await bytesIfWhole(folder, installed, signal);
    if (bytes !== null) return { description: installed, bytes, changed: false };
  }
  const own = join(folder, entry.id);
  await makeFolder(own);
  // Two that write one file would spoil it: the worker's job and the command know nothing of each other.
  const lock = await lockFile(join(own, LOCK), alreadyDownloading(entry));
  try {
    return await fetchNew(input, entry.hub, { own, installed, wanted });
  } finally {
    await lock.release();
  }
}

async function fetchNew(
  input: PullInput,
  hub: HubExport,
  {
    own,
    installed,
    wanted,
  }: { own: string; installed: EncoderDescription | null; wanted: string | undefined },
): Promise<Pulled> {
  const { entry, folder, signal } = input;
  const before = await readRecord(own);
  const revision = await settledRevision(input, hub, wanted, before);
  const record: PullRecord = {
    revision,
    files: {
      ...(installed?.source?.revision === revision && hashesOf(installed)),
      ...(before?.revision === revision && before.files),
    },
  };
  // A folder for each commit: what is installed stays as it is until the new files have been tried.
  const place = join(own, folderOf(revision));
  try {
    await makeFolder(place);
    // Only of what was begun in this commit is it known that it belongs to it.
    if (before?.revision === revision) {
      const names = filesOf(hub).map(({ path }) => basename(path));
      await adoptOld(own, place, names, { partsOnly: installed !== null });
    }
    const bytes = await fetchAll(input, hub, { own, place }, record);
    const description = await describePulled(entry, hub, folder, record);
    await tryNew(input, place, description, {
      disposable:
        input.revision !== undefined &&
        ![hub.revision, installed?.source?.revision].includes(revision),
    });
    signal?.throwIfAborted();
    await writeDescription(folder, description);
    await forgetRecord(own);
    await removeOthers(own, place);
    return { description, bytes, changed: true };
  } catch (error) {
    await rmdir(place).catch(() => undefined);
    throw error;
  }
}

/**
 * Files that somebody's own choice of a revision brought, and that are no such encoder, do not stay; those
 * of the pinned and of the installed commit do.
 */
async function tryNew(
  { folder, tryOut = tryEncoder, signal }: PullInput,
  place: string,
  description: EncoderDescription,
  { disposable }: { disposable: boolean },
): Promise<void> {
  try {
    await tryOut(folder, description, signal);
  } catch (error) {
    if (disposable && isAppError(error) && error.code === 'unprocessable') {
      await rm(place, { recursive: true, force: true });
      await forgetRecord(join(folder, description.id));
    }
    throw error;
  }
}

/** What earlier commits, finished or not, left in the encoder's folder. */
async function removeOthers(own: string, place: string): Promise<void> {
  const kept = new Set([basename(place), LOCK]);
  for (const name of await readdir(own)) {
    if (!kept.has(name)) await rm(join(own, name), { recursive: true, force: true });
  }
}

async function fetchAll(
  { entry, hub, revision: asked, onProgress, onBytes, onWait, signal, pausesMs }: PullInput,
  { repository, revision: pinned, ...towers }: HubExport,
  { own, place }: { own: string; place: string },
  record: PullRecord,
): Promise<number> {
  // A hash speaks for the revision that the catalogue means, not for one that somebody names.
  const applies = asked === undefined || asked === pinned;
  let bytes = 0;
  await writeRecord(own, record);
  const files = filesOf(towers).map((file) => ({
    name: basename(file.path),
    path: join(place, basename(file.path)),
    url: fileUrl(hub, repository, record.revision, file.path),
    sha256: applies ? file.sha256 : null,
    size: applies ? file.bytes : null,
  }));
  const all = onBytes ? await sizeOfAll(files, hubHeaders(hub), signal) : null;
  if (all !== null) await requireSpace(place, all - (await alreadyThere(files)));
  for (const { name, path, url, sha256, size } of files) {
    const got = await download({
      encoder: entry.id,
      url,
      path,
      sha256: record.files[name] ?? sha256 ?? undefined,
      size: size ?? undefined,
      // A commit names one content for ever.
      immutable: true,
      headers: hubHeaders(hub),
      onProgress: (received, total) => {
        onProgress?.(`${entry.id} ${name}`, received, total);
        onBytes?.(bytes + received, all);
      },
      onWait: (reason, pauseMs) => onWait?.(`${entry.id} ${name}`, reason, pauseMs),
      ...(signal && { signal }),
      ...(pausesMs && { pausesMs }),
    });
    bytes += got.bytes;
    onBytes?.(bytes, all);
    record.files[name] = got.sha256;
    await writeRecord(own, record);
  }
  return bytes;
}

/** What was named, what the catalogue pins, what was begun, or what the main branch is now. */
function settledRevision(
  { hub, signal, revision }: PullInput,
  published: HubExport,
  wanted: string | undefined,
  before: PullRecord | null,
): Promise<string> {
  const begun = revision === undefined ? before?.revision : undefined;
  const named = wanted ?? published.revision ?? begun ?? 'main';
  return resolveRevision(hub, published.repository, named, signal);
}

/** Each file once: one graph may hold both towers. */
function filesOf({ image, text }: Pick<HubExport, 'image' | 'text'>): HubFile[] {
  const all = [image.graph, ...(image.data ?? [])];
  if (text) all.push(text.graph, ...(text.data ?? []), text.tokenizer);
  return [...new Map(all.map((file) => [file.path, file])).values()];
}

const hashesOf = (description: EncoderDescription): Record<string, string> =>
  Object.fromEntries(encoderFiles(description).map(({ file, sha256 }) => [basename(file), sha256]));

async function bytesIfWhole(
  folder: string,
  description: EncoderDescription,
  signal?: AbortSignal,
): Promise<number | null> {
  let bytes = 0;
  for (const { file, sha256 } of encoderFiles(description)) {
    const found = await hashOfFile(join(folder, file), signal);
    if (found?.sha256 !== sha256) return null;
    bytes += found.bytes;
  }
  return bytes;
}

const damagedDescription = ({ id }: CatalogueEntry, cause: unknown): AppError =>
  new AppError(
    'unprocessable',
    `The description of encoder "${id}" is damaged, so nothing was downloaded. Remove the encoder and download it again: blindpair models remove ${id}.`,
    { key: 'encoderDescriptionDamaged', params: { encoder: id }, cause },
  );

const notPublished = ({ id, name, export: how }: CatalogueEntry): AppError =>
  new AppError(
    'unprocessable',
    `No ONNX export of ${name} is published. ${how?.sentence ?? ''}\n\n  ${how?.command ?? ''}\n\nThen: blindpair models add FILE.onnx --like ${id}`,
    { key: 'encoderNotPublished', params: { encoder: name } },
  );

export const alreadyDownloading =
  ({ name }: { name: string }): Busy =>
  ({ pid, since }, where, path) =>
    new AppError(
      'conflict',
      `${name} is being downloaded by process ${pid}${where} since ${since}. That goes on; when it has ended, the encoder is here. If you are sure that the process is gone, delete ${path}.`,
      { key: 'encoderPulling', params: { encoder: name } },
    );
