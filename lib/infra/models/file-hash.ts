import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { codeOf } from '../storage/disk-error';

/** Bytes; 0 where there is no file. */
export const sizeOf = async (path: string): Promise<number> =>
  (await stat(path).catch(() => null))?.size ?? 0;

/** Size and hash of a file, read in pieces; null where there is none. `onBytes`: of each piece. */
export async function hashOfFile(
  path: string,
  signal?: AbortSignal,
  onBytes?: (read: number) => void,
): Promise<{ bytes: number; sha256: string } | null> {
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      signal?.throwIfAborted();
      hash.update(chunk as Buffer);
      bytes += (chunk as Buffer).length;
      onBytes?.((chunk as Buffer).length);
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
