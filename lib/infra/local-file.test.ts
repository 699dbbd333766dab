import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkWritable, writeWhole } from './local-file';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-local-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
async function* broken(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half');
  throw new Error('lost');
}

describe('a file on the machine of the command', () => {
  it('is written whole, with its hash', async () => {
    const path = join(folder, 'a.txt');
    // SHA-256 of "abc": FIPS 180-2, appendix B.1.
    expect(await writeWhole(path, pieces('a', 'bc'), false)).toEqual({
      path,
      bytes: 3,
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    });
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('leaves nothing, and the old file as it was, when its source breaks off', async () => {
    const path = join(folder, 'a.txt');
    await writeFile(path, 'old');
    await expect(writeWhole(path, broken(), true)).rejects.toThrow('lost');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('replaces another one only where that is asked for', async () => {
    const path = join(folder, 'a.txt');
    await writeFile(path, 'old');
    await expect(writeWhole(path, pieces('new'), false)).rejects.toMatchObject({
      code: 'conflict',
    });
    await expect(checkWritable(path, false)).rejects.toThrow(/--force/);
    expect(await readFile(path, 'utf8')).toBe('old');
    await checkWritable(path, true);
    expect(await readFile(path, 'utf8')).toBe('old');
    await writeWhole(path, pieces('new'), true);
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('is refused before the work where it can not be written, in words', async () => {
    await mkdir(join(folder, 'taken'));
    await writeFile(join(folder, 'file'), '');
    const ask = (...path: string[]) => checkWritable(join(folder, ...path), true);
    await expect(ask('none', 'a.txt')).rejects.toThrow(/the folder does not exist/);
    await expect(ask('taken')).rejects.toThrow(/a folder has that name/);
    await expect(ask('file', 'a.txt')).rejects.toThrow(/a file lies where a folder is needed/);
    await expect(ask('x'.repeat(300))).rejects.toThrow(/the name is too long/);
    expect((await readdir(folder)).sort()).toEqual(['file', 'taken']);
  });
});
