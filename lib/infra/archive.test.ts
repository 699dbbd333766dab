import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { ARCHIVE_LIMITS, openArchiveFile, openStoredArchive } from './archive';
import type { FileSource } from './file-source';
import { createDiskStorage } from './storage/disk';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-zip-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let made = 0;
async function zipOf(fill: (zip: ZipFile) => void): Promise<string> {
  const path = join(folder, `${++made}.zip`);
  const zip = new ZipFile();
  fill(zip);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(path));
  return path;
}

/** Name -> content, or the code of the refusal. */
async function readAll(source: FileSource): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const file of source.files()) {
    const content = file.refused ?? (await file.read());
    found[file.name] = Buffer.isBuffer(content) ? content.toString() : content.code;
  }
  await source.close();
  return found;
}

/** Replaces equally long bytes: names that no zip writer agrees to write. */
async function patched(path: string, from: string, to: string): Promise<string> {
  const bytes = await readFile(path);
  for (let at = bytes.indexOf(from); at >= 0; at = bytes.indexOf(from, at + 1)) {
    bytes.write(to, at, 'latin1');
  }
  const out = join(folder, `${++made}.zip`);
  await writeFile(out, bytes);
  return out;
}

describe('zip archives', () => {
  it('give their files from the disk and from storage alike, without system clutter', async () => {
    const path = await zipOf((zip) => {
      zip.addBuffer(Buffer.from('one'), 'a/one.jpg');
      zip.addBuffer(Buffer.from('two'), 'two.jpg', { compress: false });
      zip.addEmptyDirectory('empty');
      zip.addBuffer(Buffer.from('x'), '__MACOSX/a/._one.jpg');
      zip.addBuffer(Buffer.from('x'), 'a/.DS_Store');
      zip.addBuffer(Buffer.from('x'), 'Thumbs.db');
    });
    const expected = { 'a/one.jpg': 'one', 'two.jpg': 'two' };
    expect(await readAll(await openArchiveFile(path))).toEqual(expected);
    const storage = createDiskStorage(folder);
    await storage.put('uploads/p/a.zip', await readFile(path));
    expect(await readAll(await openStoredArchive(storage, 'uploads/p/a.zip'))).toEqual(expected);
  });

  it('refuse names that climb out of the archive and go on with the others', async () => {
    const path = await zipOf((zip) => {
      zip.addBuffer(Buffer.from('evil'), 'aa/aa/evil.jpg');
      zip.addBuffer(Buffer.from('root'), 'broot/x.jpg');
      zip.addBuffer(Buffer.from('good'), 'good.jpg');
    });
    const slipped = await patched(await patched(path, 'aa/aa/', '../../'), 'broot/', '/root/');
    expect(await readAll(await openArchiveFile(slipped))).toEqual({
      '../../evil.jpg': 'unsafe-name',
      '/root/x.jpg': 'unsafe-name',
      'good.jpg': 'good',
    });
  });

  it('refuse symbolic links and empty files', async () => {
    const path = await zipOf((zip) => {
      zip.addBuffer(Buffer.from('/etc/passwd'), 'link.jpg', { mode: 0o120777 });
      zip.addBuffer(Buffer.alloc(0), 'nothing.jpg');
    });
    expect(await readAll(await openArchiveFile(path))).toEqual({
      'link.jpg': 'link',
      'nothing.jpg': 'empty',
    });
  });

  it('refuse an entry that unpacks to a hundred times its packed size', async () => {
    const path = await zipOf((zip) => zip.addBuffer(Buffer.alloc(50 * 1024 ** 2), 'bomb.png'));
    expect(await readAll(await openArchiveFile(path))).toEqual({ 'bomb.png': 'compression-ratio' });
  });

  it('stop an entry that unpacks to more than its header says', async () => {
    const path = await zipOf((zip) => zip.addBuffer(Buffer.alloc(4 * 1024 ** 2), 'liar.png'));
    const bytes = await readFile(path);
    const claimed = Buffer.alloc(4);
    claimed.writeUInt32LE(4 * 1024 ** 2);
    for (let at = bytes.indexOf(claimed); at >= 0; at = bytes.indexOf(claimed, at + 1)) {
      bytes.writeUInt32LE(1000, at);
    }
    await writeFile(path, bytes);
    expect(await readAll(await openArchiveFile(path))).toEqual({ 'liar.png': 'corrupt' });
  });

  it('are refused as a whole beyond the limits of entries and of bytes in all', async () => {
    const path = await zipOf((zip) => {
      for (let k = 0; k < 5; k += 1) zip.addBuffer(Buffer.from('12345'), `${k}.jpg`);
    });
    await expect(openArchiveFile(path, { ...ARCHIVE_LIMITS, entries: 4 })).rejects.toMatchObject({
      code: 'unprocessable',
      key: 'archiveTooMany',
    });
    const source = await openArchiveFile(path, { ...ARCHIVE_LIMITS, totalBytes: 12 });
    await expect(readAll(source)).rejects.toMatchObject({ key: 'archiveTooLarge' });
  });

  it('that are none say so', async () => {
    const path = join(folder, 'words.zip');
    await writeFile(path, 'these are words');
    await expect(openArchiveFile(path)).rejects.toMatchObject({ key: 'archiveDamaged' });
  });
});
