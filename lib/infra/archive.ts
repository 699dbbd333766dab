/**
 * Zip archives, read entry by entry without unpacking to disk. Nothing in the archive is believed:
 * names, sizes and counts are checked here, and sizes again while the bytes stream.
 */
import { PassThrough, type Readable } from 'node:stream';
import {
  getFileNameLowLevel,
  fromRandomAccessReaderPromise,
  openPromise,
  RandomAccessReader,
  validateFileName,
  type Entry,
  type ZipFile,
} from 'yauzl';
import { AppError } from '@/lib/domain/errors';
import { isSystemClutter, MAX_IMAGE_BYTES, refusal, type Refusal } from '@/lib/domain/image-rules';
import type { FileSource, SourceFile } from './file-source';
import type { Storage } from './storage/storage';

export interface ArchiveLimits {
  entries: number;
  /** Of one file, unpacked, in bytes. */
  entryBytes: number;
  /** Of all files together, unpacked, in bytes. */
  totalBytes: number;
  /** Unpacked to packed. Photographs are compressed already and stay near 1. */
  ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 100_000,
  entryBytes: MAX_IMAGE_BYTES,
  totalBytes: 64 * 1024 ** 3,
  ratio: 100,
};
/** Below this size a high ratio harms nobody: a small flat drawing may well reach it. */
const RATIO_FROM_BYTES = 1024 * 1024;

const OPTIONS = {
  lazyEntries: true,
  decodeStrings: false,
  validateEntrySizes: true,
  autoClose: false,
};

/** A zip on the local disk. Throws AppError 'unprocessable' when it is none. */
export const openArchiveFile = (path: string, limits = ARCHIVE_LIMITS): Promise<FileSource> =>
  openArchive(() => openPromise(path, OPTIONS), limits);

/** A zip in storage, read by ranges. Throws AppError 'not-found' or 'unprocessable'. */
export async function openStoredArchive(
  storage: Storage,
  key: string,
  limits = ARCHIVE_LIMITS,
): Promise<FileSource> {
  const stored = await storage.stat(key);
  if (!stored) {
    throw new AppError('not-found', 'The uploaded archive is gone. Upload it again.', {
      key: 'archiveGone',
    });
  }
  const reader = new StoredReader(storage, key);
  return openArchive(() => fromRandomAccessReaderPromise(reader, stored.bytes, OPTIONS), limits);
}

async function openArchive(
  open: () => Promise<ZipFile>,
  limits: ArchiveLimits,
): Promise<FileSource> {
  const zip = await open().catch((error: unknown) => {
    throw damaged(error);
  });
  if (zip.entryCount > limits.entries) {
    zip.close();
    throw new AppError(
      'unprocessable',
      `The archive has ${zip.entryCount} entries; at most ${limits.entries} are taken. Split it and add the parts.`,
      { key: 'archiveTooMany', params: { count: zip.entryCount, limit: limits.entries } },
    );
  }
  return {
    total: zip.entryCount,
    files: () => filesOf(zip, limits),
    async close() {
      zip.close();
    },
  };
}

async function* filesOf(zip: ZipFile, limits: ArchiveLimits): AsyncGenerator<SourceFile> {
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      if (name.endsWith('/') || isSystemClutter(name)) continue;
      const refused = judge(entry, name, limits);
      if (!refused) {
        total += entry.uncompressedSize;
        if (total > limits.totalBytes) throw tooMuch(limits);
      }
      yield {
        name: safeName(name),
        refused,
        read: () => readEntry(zip, entry),
      };
    }
  } catch (error) {
    throw error instanceof AppError ? error : damaged(error);
  }
}

const nameOf = (entry: Entry): string =>
  getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileNameRaw, entry.extraFields, false);

/** For reports only; nothing is ever written under it. */
const safeName = (name: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  name.replace(/[\u0000-\u001f\u007f]/g, '?').slice(0, 500);

function judge(entry: Entry, name: string, limits: ArchiveLimits): Refusal | null {
  if (validateFileName(name) !== null) return refusal('unsafe-name');
  // The upper half of the attributes is a Unix mode when made on Unix; 0xA000 marks a symbolic link.
  const mode = entry.versionMadeBy >>> 8 === 3 ? entry.externalFileAttributes >>> 16 : 0;
  if ((mode & 0xf000) === 0xa000) return refusal('link');
  if (entry.isEncrypted()) return refusal('encrypted');
  if (entry.uncompressedSize === 0) return refusal('empty');
  if (entry.uncompressedSize > limits.entryBytes) {
    return refusal('too-large', { limit: Math.floor(limits.entryBytes / 1024 ** 2) });
  }
  if (
    entry.uncompressedSize > RATIO_FROM_BYTES &&
    entry.uncompressedSize > limits.ratio * entry.compressedSize
  ) {
    return refusal('compression-ratio', { limit: limits.ratio });
  }
  return entry.canDecodeFileData() ? null : refusal('corrupt');
}

/** The size was judged from the directory; yauzl ends the stream with an error when more comes out. */
async function readEntry(zip: ZipFile, entry: Entry): Promise<Buffer | Refusal> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    if (error instanceof AppError) throw error;
    return refusal('corrupt');
  }
}

const damaged = (cause: unknown): AppError =>
  new AppError('unprocessable', 'This is not a zip archive, or it is damaged. Pack it again.', {
    key: 'archiveDamaged',
    cause,
  });

const tooMuch = (limits: ArchiveLimits): AppError =>
  new AppError(
    'unprocessable',
    `The archive unpacks to more than ${Math.floor(limits.totalBytes / 1024 ** 3)} GB. What was added so far is kept; split the rest.`,
    { key: 'archiveTooLarge', params: { limit: Math.floor(limits.totalBytes / 1024 ** 3) } },
  );

class StoredReader extends RandomAccessReader {
  constructor(
    private readonly storage: Storage,
    private readonly key: string,
  ) {
    super();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const out = new PassThrough();
    // yauzl's end is exclusive, a storage range is inclusive.
    this.storage.stream(this.key, { start, end: end - 1 }).then(
      (stream) => {
        out.on('close', () => stream.destroy());
        stream.on('error', (error) => out.destroy(error));
        stream.pipe(out);
      },
      (error: Error) => out.destroy(error),
    );
    return out;
  }
}
