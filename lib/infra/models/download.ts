/**
 * One large file from a server that may break off: resumed where it stopped, verified, and visible
 * under its name only when it is whole and right.
 */
import { open, rename, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '@/lib/domain/errors';
import { codeOf, plainDiskError } from '../storage/disk-error';
import { makeFolder, syncPath } from '../storage/durable';
import { gaveUp, refused, wrongFile } from './download-errors';
import { discard, forgetVersion, readVersion, rememberVersion } from './partial-file';
import { hashOfFile, sizeOf } from './file-hash';

import { Interrupted, silenceSignal, sleep } from './patience';

export interface DownloadInput {
  /** Id of the encoder that the file belongs to, for what refusals advise. */
  encoder: string;
  url: string;
  /** Where the file will lie. `<path>.part` holds what has arrived so far. */
  path: string;
  /** Lower-case hexadecimal; a file with another hash is refused and removed. */
  sha256?: string | undefined;
  /** Bytes, where known before asking. */
  size?: number | undefined;
  /** The address names one content for ever, as that of a commit does: parts of it belong together. */
  immutable?: boolean;
  headers?: Readonly<Record<string, string>>;
  /** Bytes that have arrived, and in all where the server says it. */
  onProgress?: (received: number, total: number | null) => void;
  /** Before each new attempt: what went wrong, and the milliseconds until then. */
  onWait?: ((reason: string, pauseMs: number) => void) | undefined;
  signal?: AbortSignal;
  /** Longest silence before a connection counts as broken, in milliseconds. */
  silenceMs?: number;
  /** Waits between attempts that brought nothing new, in milliseconds; then it gives up. */
  pausesMs?: readonly number[];
}

export interface Downloaded {
  bytes: number;
  sha256: string;
  /** False when a file with this hash was there already. */
  fetched: boolean;
}

const SILENCE_MS = 30_000;
/** Half a minute in all: long enough for a router to come back, short enough for a person to wait. */
const PAUSES_MS = [500, 1000, 2000, 4000, 8000, 16_000];
/** Bytes between two looks at the free space, where the server does not say how many come. */
const CHECK_EVERY = 64 * 1024 ** 2;
/** Left on the disk for the database and everybody else. */
const KEEP_FREE = 256 * 1024 ** 2;

/**
 * Downloads `url` to `path`. An existing file with the right hash is kept; a partial one is
 * continued if the server still has the same version of it, else begun again.
 * Throws AppError: `unavailable` (server cannot be reached, keeps breaking off), `not-found`,
 * `forbidden`, `unprocessable` (wrong hash or size), `disk-full`.
 */
export async function download(input: DownloadInput): Promise<Downloaded> {
  const { path, sha256, signal } = input;
  const present = sha256 ? await hashOfFile(path, signal) : null;
  if (present && present.sha256 === sha256) return { ...present, fetched: false };
  await makeFolder(dirname(path));
  const pauses = input.pausesMs ?? PAUSES_MS;
  let failures = 0;
  let farthest = await sizeOf(`${path}.part`);
  for (;;) {
    try {
      await receive(input, () => (farthest = 0));
      return await accept(input);
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof Interrupted)) throw plainDiskError(error);
      // Every attempt that came farther starts the count anew: slow is not broken. One that only
      // brings the same beginning again does not, or a server that cannot resume is asked for ever.
      const reached = await sizeOf(`${path}.part`);
      failures = reached > farthest ? 0 : failures + 1;
      farthest = Math.max(farthest, reached);
      const pause = pauses[failures];
      if (pause === undefined) throw gaveUp(input.url, error);
      input.onWait?.(error.message, pause);
      await sleep(pause, signal);
    }
  }
}

/** Fills the partial file to its end, from where it is. */
async function receive(input: DownloadInput, onAnew: () => void): Promise<void> {
  const part = `${input.path}.part`;
  // Where the address names one content for ever, the same version under another name, as that of a
  // mirror, is no reason to begin again; else nothing but a version says that both halves belong together.
  const version = input.immutable ? null : await readVersion(part);
  const from = version || input.immutable ? await sizeOf(part) : 0;
  const silence = silenceSignal(input.silenceMs ?? SILENCE_MS, input.signal);
  try {
    const response = await request(input, from, version, silence.signal);
    if (response.status === 416) {
      // Everything had arrived, or the file became shorter: the hash decides.
      await response.body?.cancel();
      if (from > 0 && from === totalOf(response, 0)) return;
      await discard(part);
      throw new Interrupted('The file on the server has changed.');
    }
    const resumed = response.status === 206;
    // The server has another version: what had arrived is of no use, and no measure either.
    if (!resumed && from > 0) onAnew();
    if (resumed && startOf(response) !== from) {
      await response.body?.cancel();
      await discard(part);
      throw new Interrupted('The server sent another part of the file than the one asked for.');
    }
    const total = totalOf(response, resumed ? from : 0);
    if (input.size !== undefined && total !== null && total !== input.size) {
      await response.body?.cancel();
      throw wrongFile(input.url, `${total} bytes instead of ${input.size}`, input.encoder);
    }
    await requireSpace(dirname(input.path), (total ?? 0) - (resumed ? from : 0));
    await rememberVersion(part, response.headers.get('etag'));
    await append(part, resumed ? from : 0, response, total, input, silence.touch);
  } finally {
    silence.end();
  }
}

async function request(
  { url, headers, signal, encoder }: DownloadInput,
  from: number,
  version: string | null,
  abort: AbortSignal,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, {
      // Ranges count the bytes of the file itself, not of a compressed form.
      headers: {
        ...headers,
        'accept-encoding': 'identity',
        ...(from > 0 && { range: `bytes=${from}-`, ...(version && { 'if-range': version }) }),
      },
      signal: abort,
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Interrupted) throw error;
    throw new Interrupted(reasonOf(error), 'unreachable', { cause: error });
  }
  if (response.ok || response.status === 416) return response;
  await response.body?.cancel();
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    throw new Interrupted(`The server answered ${response.status}.`, 'fault');
  }
  throw refused(url, response.status, encoder);
}

async function append(
  part: string,
  from: number,
  response: Response,
  total: number | null,
  input: DownloadInput,
  touch: () => void,
): Promise<void> {
  const file = await open(part, from > 0 ? 'r+' : 'w');
  const most = input.size ?? total;
  let at = from;
  let checked = from;
  let tooMany = false;
  try {
    input.onProgress?.(at, total);
    const reader = response.body?.getReader();
    while (reader) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        throw new Interrupted(reasonOf(error), 'broken', { cause: error });
      });
      if (done) break;
      touch();
      tooMany = most !== null && at + value.length > most;
      if (tooMany) {
        await reader.cancel();
        break;
      }
      // Of a server that does not say how much it sends, the disk is looked at again and again.
      if (most === null && at - checked > CHECK_EVERY) {
        await requireSpace(dirname(input.path), 0);
        checked = at;
      }
      for (let sent = 0; sent < value.length;) {
        const { bytesWritten } = await file.write(value, sent, value.length - sent, at);
        sent += bytesWritten;
        at += bytesWritten;
      }
      input.onProgress?.(at, total);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  if (tooMany) {
    await discard(part);
    throw wrongFile(input.url, `more than ${most} bytes`, input.encoder);
  }
  if (total !== null && at < total) throw new Interrupted('The connection ended early.');
}

/** Verifies the whole partial file and gives it its name. */
async function accept({
  path,
  url,
  sha256,
  size,
  signal,
  encoder,
}: DownloadInput): Promise<Downloaded> {
  const part = `${path}.part`;
  const found = await hashOfFile(part, signal);
  if (!found) throw new Interrupted('Nothing has arrived.');
  if ((sha256 && found.sha256 !== sha256) || (size !== undefined && found.bytes !== size)) {
    await discard(part);
    throw wrongFile(
      url,
      sha256 && found.sha256 !== sha256
        ? `its SHA-256 is ${found.sha256} instead of ${sha256}`
        : `${found.bytes} bytes instead of ${size}`,
      encoder,
    );
  }
  await rename(part, path);
  await syncPath(dirname(path));
  await forgetVersion(part);
  return { ...found, fetched: true };
}

/** Where a part begins, as the server says. */
const startOf = (response: Response): number =>
  Number(/^bytes (\d+)-/.exec(response.headers.get('content-range') ?? '')?.[1] ?? NaN);

/** Bytes of the whole file as the server says. */
function totalOf(response: Response, from: number): number | null {
  const range = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
  if (range !== undefined) return Number(range);
  const length = response.headers.get('content-length');
  return length === null ? null : from + Number(length);
}

/** Throws `disk-full` unless so many bytes fit beside what stays reserved. */
export async function requireSpace(folder: string, needed: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free >= needed + KEEP_FREE) return;
  throw new AppError(
    'disk-full',
    `The file needs ${megabytes(needed)}, and ${megabytes(free)} are free where models are kept (${megabytes(KEEP_FREE)} stay reserved). Free some space or choose another folder, then run it again; what has arrived is kept.`,
    {
      key: 'downloadNoRoom',
      params: {
        needed: megabytes(needed),
        free: megabytes(free),
        reserved: megabytes(KEEP_FREE),
      },
    },
  );
}

const megabytes = (bytes: number): string =>
  `${Math.ceil(bytes / 1024 ** 2).toLocaleString('en')} MB`;

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  // In undici's words a length that does not match, which sounds like a wrong file.
  if (codeOf(cause) === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH') return 'The connection ended early.';
  return cause instanceof Error ? cause.message : String(cause);
}
