/** What is kept beside a partial file: the server's name for the version that it is a part of. */
import { readFile, rm, writeFile } from 'node:fs/promises';

const versionPath = (part: string): string => `${part}.etag`;

export const readVersion = (part: string): Promise<string | null> =>
  readFile(versionPath(part), 'utf8').catch(() => null);

export const forgetVersion = (part: string): Promise<void> =>
  rm(versionPath(part), { force: true });

export async function rememberVersion(part: string, etag: string | null): Promise<void> {
  // RFC 9110, 13.1.5: a weak validator must not be used to put ranges together.
  if (etag && !etag.startsWith('W/')) await writeFile(versionPath(part), etag);
  else await forgetVersion(part);
}

export async function discard(part: string): Promise<void> {
  await rm(part, { force: true });
  await forgetVersion(part);
}
