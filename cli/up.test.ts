import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';

const ENTRY = resolve('cli/blindpair.mjs');

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

it('a build that fails leaves no database that was opened or migrated', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'blindpair-up-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const data = join(folder, 'data');
  const args = [ENTRY, 'up', '--data', data, '--port', String(await freePort())];
  // A root without sources and without Next: the build cannot but fail.
  const env = { ...process.env, BLINDPAIR_ROOT: folder, DATABASE_URL: '' };
  await expect(promisify(execFile)(process.execPath, args, { env })).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('The build failed') as string,
  });
  expect(existsSync(data)).toBe(false);
}, 180_000);
