import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished, vi } from 'vitest';
import { overrideEnv } from '@/lib/infra/env';
import { startEmbedded } from '@/lib/infra/db/embedded';

vi.setConfig({ testTimeout: 180_000 });

const ENTRY = resolve('cli/blindpair.mjs');

async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'blindpair-open-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What somebody types in another terminal. */
const command = (data: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [ENTRY, ...args, '--data', data], {
    env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'silent' },
  });

it('a command works beside one that owns the database and serves nothing yet', async () => {
  const data = await dataFolder();
  overrideEnv({ BLINDPAIR_DATA: data, DATABASE_URL: '' });
  const { openInstance } = await import('./open');
  const owner = await openInstance('demo', { own: true });
  await command(data, 'user', 'add', 'ann@example.org', '--name', 'Ann');
  expect(await owner.ctx.db.user.count({ where: { email: 'ann@example.org' } })).toBe(1);
  await owner.close();
  expect(existsSync(join(data, 'run.json'))).toBe(false);
});

it('a command waits for one that is just ending, and passes over what a dead one left', async () => {
  const data = await dataFolder();
  // No process has this number: it is above the greatest that Linux and macOS give.
  const dead = { pid: 99_999_999, databaseUrl: 'postgres://127.0.0.1:9/gone' };
  await writeFile(join(data, 'run.json'), JSON.stringify(dead));
  const ending = await startEmbedded({ dataDir: data });
  setTimeout(() => void ending.stop(), 3_000);
  const { stdout } = await command(data, 'user', 'add', 'bo@example.org', '--name', 'Bo');
  expect(stdout).toContain('bo@example.org');
});
