/** Reads the files of encoders again, whatever the registry of a long-lived process remembers of them. */
import { join } from 'node:path';
import { encoderFiles } from '@/lib/domain/encoders';
import { remedy, type EncoderStatus, type UsableEncoder } from '../encoders/registry';
import { hashOfFile, sizeOf } from './file-hash';

export interface Rehash {
  /** Bytes read, of those of all encoders that are verified. */
  onBytes: (read: number, total: number) => void;
  signal?: AbortSignal;
}

/** What is wrong with an encoder's files, as one sentence; null where nothing is. */
export type Reread = (encoder: UsableEncoder) => Promise<string | null>;

export async function rereader(
  statuses: readonly (EncoderStatus | undefined)[],
  { onBytes, signal }: Rehash,
): Promise<Reread> {
  const paths = statuses.flatMap((status) =>
    status?.usable
      ? encoderFiles(status.description).map(({ file }) => join(status.folder, file))
      : [],
  );
  const sizes = await Promise.all(paths.map(sizeOf));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let read = 0;
  return async ({ id, folder, description }) => {
    for (const { file, sha256 } of encoderFiles(description)) {
      const found = await hashOfFile(join(folder, file), signal, (bytes) => {
        read += bytes;
        onBytes(read, total);
      });
      if (!found) return `Encoder "${id}": its file ${file} is missing. ${remedy(description)}`;
      if (found.sha256 !== sha256) {
        return `Encoder "${id}": its file ${file} is not the one described (SHA-256 differs). ${remedy(description)}`;
      }
    }
    return null;
  };
}
