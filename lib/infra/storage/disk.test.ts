import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDiskStorage } from './disk';
import { sweepTemporaries, TEMPORARY } from './durable';
import { blobKey, type Storage } from './storage';

let root: string;
let storage: Storage;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'blindpair-storage-'));
  storage = createDiskStorage(root);
});
afterEach(() => rm(root, { recursive: true, force: true }));

const text = async (stream: Readable): Promise<string> =>
  Buffer.concat(await stream.toArray()).toString();
const keys = async (prefix: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const { key } of storage.list(prefix)) found.push(key);
  return found.sort();
};

describe('disk storage', () => {
  it('returns what was put, whole and by range with an inclusive end', async () => {
    await storage.put('a/b.txt', Buffer.from('0123456789'));
    expect((await storage.get('a/b.txt')).toString()).toBe('0123456789');
    expect(await text(await storage.stream('a/b.txt', { start: 2, end: 4 }))).toBe('234');
    expect(await storage.stat('a/b.txt')).toEqual({ key: 'a/b.txt', bytes: 10 });
    expect(await storage.stat('a')).toBeNull();
  });

  it('does not touch a blob that is there already', async () => {
    const key = blobKey('ab'.repeat(32));
    await storage.put(key, Buffer.from('first'));
    await storage.put(key, Buffer.from('other'));
    expect((await storage.get(key)).toString()).toBe('first');
  });

  it('shows nothing of a stream that breaks off', async () => {
    const broken = Readable.from(
      (async function* () {
        yield Buffer.from('half');
        throw new Error('connection lost');
      })(),
    );
    await expect(storage.putStream('uploads/x.zip', broken)).rejects.toThrow('connection lost');
    expect(await storage.stat('uploads/x.zip')).toBeNull();
    expect(await readdir(join(root, 'storage/uploads'))).toEqual([]);
  });

  it('leaves one whole object when the same key is written twenty times at once', async () => {
    const bodies = Array.from({ length: 20 }, (_, k) => Buffer.alloc(100_000, k));
    await Promise.all(bodies.map((body) => storage.put('race/x', body)));
    const got = await storage.get('race/x');
    expect(got.equals(Buffer.alloc(100_000, got[0]))).toBe(true);
    expect(await keys('')).toEqual(['race/x']);
  });

  it.each([
    '../x',
    'a/../../x',
    '/etc/passwd',
    'a//b',
    '',
    'a\\b',
    '.hidden',
    'a/\0b',
    'a/.',
    `a${TEMPORARY}1`,
  ])('refuses the key %j', async (key) => {
    await expect(storage.put(key, Buffer.from('x'))).rejects.toMatchObject({ code: 'invalid' });
    await expect(storage.get(key)).rejects.toMatchObject({ code: 'invalid' });
    await expect(storage.stream(key)).rejects.toMatchObject({ code: 'invalid' });
    await expect(storage.delete(key)).rejects.toMatchObject({ code: 'invalid' });
  });

  it('says disk-full when the file system has no room and keeps nothing', async () => {
    const full = Readable.from(
      // What the file system raises on a write (errno 28).
      // eslint-disable-next-line require-yield
      (async function* () {
        throw Object.assign(new Error('no space'), { code: 'ENOSPC' });
      })(),
    );
    await expect(storage.putStream('a/full', full)).rejects.toMatchObject({ code: 'disk-full' });
    expect(await keys('')).toEqual([]);
  });

  it('reports a missing object as not found', async () => {
    await expect(storage.get('no/such')).rejects.toMatchObject({ code: 'not-found' });
    await expect(storage.stream('no/such')).rejects.toMatchObject({ code: 'not-found' });
    await storage.delete('no/such');
  });

  it('takes over a finished file', async () => {
    const file = join(root, 'export.zip');
    await writeFile(file, 'zip');
    expect(await storage.putFile('releases/p/r.zip', file)).toEqual({
      key: 'releases/p/r.zip',
      bytes: 3,
    });
    expect(await readdir(root)).toEqual(['storage']);
  });

  it('lists by prefix and never an unfinished file', async () => {
    await storage.put('a/one', Buffer.from('1'));
    await storage.put('a/two', Buffer.from('2'));
    await storage.put('b/three', Buffer.from('3'));
    await writeFile(join(root, `storage/a/four${TEMPORARY}x`), 'half');
    expect(await keys('a/')).toEqual(['a/one', 'a/two']);
    expect(await keys('a/t')).toEqual(['a/two']);
    expect(await keys('none/')).toEqual([]);
  });

  it('sweeps unfinished files that are old enough and nothing else', async () => {
    await storage.put('a/one', Buffer.from('1'));
    const [old, fresh] = ['old', 'fresh'].map((name) =>
      join(root, `storage/a/${name}${TEMPORARY}x`),
    );
    for (const path of [old!, fresh!]) await writeFile(path, 'half');
    await utimes(old!, new Date(1000), new Date(1000));
    expect(await sweepTemporaries(root, new Date(2000))).toBe(1);
    expect(await readdir(dirname(fresh!))).toEqual([`fresh${TEMPORARY}x`, 'one'].sort());
  });

  it('checks that it can write', async () => {
    await storage.check();
    expect(await keys('')).toEqual([]);
    await rm(root, { recursive: true });
    await writeFile(root, 'a file where the folder should be');
    await expect(storage.check()).rejects.toThrow();
  });
});
