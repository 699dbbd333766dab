import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '@/lib/domain/errors';
import { lockFile, type Holder } from './lock-file';

/** Number of a process that has ended. */
const DEAD = spawnSync(process.execPath, ['--version']).pid;

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rm(folder, { recursive: true }));

const take = () => lockFile(path, () => new AppError('conflict', 'taken'));
const holder = (token: string): Holder => ({
  token,
  pid: DEAD,
  processStart: '1',
  host: hostname(),
  since: '2026-01-01T00:00:00.000Z',
});
const leave = (file: string, who: Holder) => writeFile(file, JSON.stringify(who));

describe('a lock file', () => {
  it('of a dead process is taken over by one of many that try at once', async () => {
    for (let round = 0; round < 100; round += 1) {
      await leave(path, holder(`dead-${round}`));
      const tries = await Promise.allSettled(Array.from({ length: 8 }, take));
      const locks = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
      expect(locks).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['lock']);
      await locks[0]!.release();
      expect(await readdir(folder)).toEqual([]);
    }
  });

  it('is taken over, too, where whoever was about to do that died', async () => {
    await leave(path, holder('first'));
    await leave(`${path}.after-first`, holder('second'));
    await leave(`${path}.after-second`, holder('third'));
    const lock = await take();
    await expect(take()).rejects.toThrow('taken');
    expect(await readdir(folder)).toEqual(['lock']);
    await lock.release();
  });

  it('is left to a living process that is about to take it over', async () => {
    await leave(path, holder('first'));
    const other = await lockFile(`${path}.after-first`, () => new AppError('conflict', 'taken'));
    await expect(take()).rejects.toThrow('taken');
    await other.release();
    await (await take()).release();
  });
});
