/** A whole production instance as a person starts it: `blindpair up` with a folder of its own. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ENTRY = fileURLToPath(new URL('../cli/blindpair.mjs', import.meta.url));
/** A start takes about 10 s; a machine that also builds takes several times that. */
const START_MS = 180_000;
const STOP_MS = 60_000;
/** Settings of the shell that would lead the instance elsewhere. */
const FOREIGN = ['DATABASE_URL', 'NEXTAUTH_URL', 'NEXTAUTH_SECRET', 'BLINDPAIR_DATA', 'NODE_ENV'];

function cleanEnv(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name));
  return { ...(Object.fromEntries(kept) as NodeJS.ProcessEnv), LOG_LEVEL: 'warn' };
}

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/** Runs one command of the real command line on an instance's data folder; rejects if it fails. */
export async function cli(dataDir: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [ENTRY, '--data', dataDir, ...args],
    { env: cleanEnv(), maxBuffer: 64 << 20 },
  );
  return stdout;
}

export interface ProcessRow {
  pid: number;
  parent: number;
  command: string;
}

export function processes(): ProcessRow[] {
  return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((found) => found !== null)
    .map((found) => ({ pid: Number(found[1]), parent: Number(found[2]), command: found[3] ?? '' }));
}

/** A process and all that it started, as they are now. */
export function familyOf(pid: number): ProcessRow[] {
  const all = processes();
  const family = all.filter((row) => row.pid === pid);
  for (const member of family) family.push(...all.filter((row) => row.parent === member.pid));
  return family;
}

export interface RunningInstance {
  url: string;
  dataDir: string;
  pid: number;
  /** Stops it as Ctrl-C does and removes its folder. Throws if anything is left behind. */
  stop(): Promise<void>;
}

/** Starts an instance on a free port with an empty data folder, and waits until it serves. */
export async function startInstance(): Promise<RunningInstance> {
  const dataDir = await mkdtemp(join(tmpdir(), 'blindpair-e2e-'));
  const port = await freePort();
  const child = spawn(process.execPath, [ENTRY, '--data', dataDir, 'up', '--port', String(port)], {
    env: cleanEnv(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const url = `http://127.0.0.1:${port}`;
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-20_000);
    if (process.env.BLINDPAIR_E2E_LOG) process.stderr.write(chunk);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`No start in ${START_MS} ms`)), START_MS);
      child.stderr.on('data', () => {
        if (!output.includes(`Blindpair is at ${url}`)) return;
        clearTimeout(late);
        resolve();
      });
      child.once('exit', (code) => {
        clearTimeout(late);
        reject(new Error(`\`blindpair up\` ended with status ${code}`));
      });
    });
  } catch (error) {
    child.kill('SIGTERM');
    throw new Error(`The instance did not start. It said:\n${output}`, { cause: error });
  }
  const pid = child.pid ?? 0;
  return { url, dataDir, pid, stop: () => stopWhole(child, dataDir, () => output) };
}

async function stopWhole(
  child: ChildProcess,
  dataDir: string,
  output: () => string,
): Promise<void> {
  const family = familyOf(child.pid ?? 0);
  if (child.exitCode === null && child.signalCode === null) {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => {
        for (const { pid } of family) kill(pid);
        reject(new Error(`\`blindpair up\` did not stop in ${STOP_MS} ms:\n${output()}`));
      }, STOP_MS);
      child.once('exit', () => {
        clearTimeout(late);
        resolve();
      });
      child.kill('SIGINT');
    });
  }
  const pids = new Set(family.map((member) => member.pid));
  const alive = processes().filter((row) => pids.has(row.pid) && row.command.includes('blindpair'));
  const left = (await readdir(dataDir, { recursive: true })).filter((path) =>
    /(^|\/)(run\.json|[^/]*\.lock|[^/]*\.part)$/.test(path),
  );
  for (const { pid } of alive) kill(pid);
  await rm(dataDir, { recursive: true, force: true });
  if (alive.length > 0 || left.length > 0) {
    const names = [...alive.map((row) => `process ${row.pid}: ${row.command}`), ...left];
    throw new Error(`Stopping left behind:\n  ${names.join('\n  ')}\n${output()}`);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
