/** What an unfinished download has settled: the commit, and the hashes of the files that are complete. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const schema = z.strictObject({
  revision: z.string().regex(/^[0-9a-f]{40}$/),
  files: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)),
});
export type PullRecord = z.infer<typeof schema>;

const pathOf = (folder: string): string => join(folder, 'download.json');

/** Null where there is none that can be read: then the download asks again. */
export async function readRecord(folder: string): Promise<PullRecord | null> {
  try {
    return schema.parse(JSON.parse(await readFile(pathOf(folder), 'utf8')));
  } catch {
    return null;
  }
}

export const writeRecord = (folder: string, record: PullRecord): Promise<void> =>
  writeFile(pathOf(folder), JSON.stringify(record));

export const forgetRecord = (folder: string): Promise<void> => rm(pathOf(folder), { force: true });

/** Name of the folder that holds a commit's files, in the encoder's own. */
export const folderOf = (revision: string): string => revision.slice(0, 12);
