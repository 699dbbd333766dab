/** How much a download is in all, before it begins. */
import { sizeOf } from './file-hash';

interface Sized {
  url: string;
  /** Where the file will lie; what has arrived of it lies beside, as `<path>.part`. */
  path: string;
  /** Bytes, where the catalogue knows them. */
  size: number | null;
}

/** Long enough for a redirect to another continent; a size is worth no more waiting. */
const PATIENCE_MS = 10_000;

/** Bytes of all files together; null where the hub does not say one of them. */
export async function sizeOfAll(
  files: readonly Sized[],
  headers: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<number | null> {
  const sizes = await Promise.all(
    files.map(({ url, size }) => size ?? saidSize(url, headers, signal)),
  );
  return sizes.reduce<number | null>(
    (sum, size) => (sum === null || size === null ? null : sum + size),
    0,
  );
}

export async function alreadyThere(files: readonly Sized[]): Promise<number> {
  const sizes = await Promise.all(
    files.map(async ({ path }) => (await sizeOf(path)) + (await sizeOf(`${path}.part`))),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Null for whatever goes wrong: the download itself meets it next, and knows what to say. */
async function saidSize(
  url: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal | undefined,
): Promise<number | null> {
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(url, {
      method: 'HEAD',
      headers: { ...headers, 'accept-encoding': 'identity' },
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    const length = response.ok ? response.headers.get('content-length') : null;
    return length === null ? null : Number(length);
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}
