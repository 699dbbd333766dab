/** Writes a zip archive to a local file, entry by entry, and reports what went in. */
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

export interface ZipEntry {
  /** With forward slashes, relative. */
  path: string;
  /** Opened when its turn comes, so that only one file is open at a time. */
  open(): Promise<Readable>;
  /** False for JPEG, which deflate does not make smaller. */
  compress: boolean;
}

export const textEntry = (path: string, text: string): ZipEntry => ({
  path,
  open: async () => Readable.from([Buffer.from(text, 'utf8')]),
  compress: true,
});

/**
 * Resolves when the file is complete. On a failure or an abort nothing is left behind.
 * `mtime` is written into every entry: the same content then gives the same archive.
 */
export async function writeZip(
  path: string,
  entries: readonly ZipEntry[],
  options: { mtime: Date; signal?: AbortSignal; onEntry?: (done: number) => void },
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const zip = new ZipFile();
  const failed = new AbortController();
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
  // An entry that cannot be opened ends the whole archive; yazl reports it here.
  zip.on('error', (error: unknown) => failed.abort(error));
  let done = 0;
  for (const entry of entries) {
    const settings = { mtime: options.mtime, mode: 0o100644, compress: entry.compress };
    zip.addReadStreamLazy(entry.path, settings, (give) => {
      entry.open().then(
        (stream) => {
          stream.on('end', () => options.onEntry?.((done += 1)));
          give(null, stream);
        },
        (error: unknown) => failed.abort(error),
      );
    });
  }
  zip.end();
  try {
    await pipeline(zip.outputStream, createWriteStream(path), { signal });
  } catch (error) {
    await rm(path, { force: true });
    if (failed.signal.aborted) throw failed.signal.reason;
    throw error;
  }
}
