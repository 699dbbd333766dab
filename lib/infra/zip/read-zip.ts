/** Reads a zip archive of our own back from the disk: hashes of all entries, texts of some. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

export interface ReadBack {
  files: { path: string; bytes: number; sha256: string }[];
  /** The entries asked for, by path. */
  texts: Map<string, string>;
}

/** Throws when the archive is damaged: yauzl checks sizes, and the CRC is implied by our hashes. */
export async function readZip(
  path: string,
  wanted: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<ReadBack> {
  const zip = await openPromise(path, {
    lazyEntries: true,
    autoClose: false,
    strictFileNames: true,
  });
  const back: ReadBack = { files: [], texts: new Map() };
  try {
    for await (const entry of zip.eachEntry()) {
      signal?.throwIfAborted();
      const hash = createHash('sha256');
      const kept: Buffer[] = [];
      let bytes = 0;
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        hash.update(chunk as Buffer);
        bytes += (chunk as Buffer).length;
        if (wanted.has(entry.fileName)) kept.push(chunk as Buffer);
      }
      back.files.push({ path: entry.fileName, bytes, sha256: hash.digest('hex') });
      if (wanted.has(entry.fileName)) {
        back.texts.set(entry.fileName, Buffer.concat(kept).toString('utf8'));
      }
    }
  } finally {
    zip.close();
  }
  return back;
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
