/** Blobs by key. Disk implements it today; S3 fits the same interface: objects are immutable and whole. */
import type { Readable } from 'node:stream';

export interface StoredObject {
  key: string;
  bytes: number;
}

export interface Storage {
  /** Writes a whole object: temporary name, fsync, rename. Writing an existing key again is a no-op when content-addressed. */
  put(key: string, data: Uint8Array): Promise<StoredObject>;
  /** The same from a stream; nothing is visible before the stream has ended well. */
  putStream(key: string, data: Readable): Promise<StoredObject>;
  /** Takes over a finished local file (rename or copy), for large exports. */
  putFile(key: string, path: string): Promise<StoredObject>;
  /** Throws AppError 'not-found'. */
  get(key: string): Promise<Buffer>;
  stream(key: string, range?: { start: number; end: number }): Promise<Readable>;
  stat(key: string): Promise<StoredObject | null>;
  delete(key: string): Promise<void>;
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Throws a clear AppError ('disk-full', 'unavailable') when it cannot be written. */
  check(): Promise<void>;
}

/** Content-addressed key of a blob: two levels of folders keep directories small. */
export const blobKey = (sha256: string): string =>
  `blobs/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;

export const shardKey = (projectId: string, shardId: string): string =>
  `shards/${projectId}/${shardId}.f32`;

/** What the archives of all attempts at a release begin with. */
export const releasePrefix = (projectId: string, releaseId: string): string =>
  `releases/${projectId}/${releaseId}-`;

/** One per attempt, so that none replaces or removes what another published. */
export const releaseKey = (projectId: string, releaseId: string, attempt: number): string =>
  `${releasePrefix(projectId, releaseId)}${attempt}.zip`;
