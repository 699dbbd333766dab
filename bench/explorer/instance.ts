/** The production instance that the bench looks at: the real command line on a data folder. */
import { execFile, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ENTRY = fileURLToPath(new URL('../../cli/blindpair.mjs', import.meta.url));
/** A first start builds the pages. */
const START_MS = 600_000;
/** Settings of the shell that would lead elsewhere. */
const FOREIGN = ['DATABASE_URL', 'NEXTAUTH_URL', 'NEXTAUTH_SECRET', 'BLINDPAIR_DATA', 'NODE_ENV'];

/** `given` leads elsewhere on purpose, to a Postgres for example. */
function cleanEnv(given: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.includes(name));
  return { ...(Object.fromEntries(kept) as NodeJS.ProcessEnv), LOG_LEVEL: 'warn', ...given };
}

export async function cli(dataDir: string, args: readonly string[]): Promise<string> {
  const command = [ENTRY, '--data', dataDir, ...args];
  const { stdout } = await promisify(execFile)(process.execPath, command, {
    env: cleanEnv(),
    maxBuffer: 64 << 20,
  });
  return stdout;
}

export interface Instance {
  url: string;
  stop(): Promise<void>;
}

export async function startInstance(
  dataDir: string,
  given: Readonly<Record<string, string>> = {},
): Promise<Instance> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [ENTRY, '--data', dataDir, 'up', '--port', String(port)], {
    env: cleanEnv(given),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGINT');
    await ended;
  };
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('It took too long to start.')), START_MS);
      const fail = () => {
        clearTimeout(late);
        reject(new Error('It ended.'));
      };
      child.stderr.on('data', (part: Buffer) => {
        said = (said + part.toString()).slice(-10_000);
        if (!said.includes(`Blindpair is at ${url}`)) return;
        clearTimeout(late);
        child.off('exit', fail);
        resolve();
      });
      child.once('exit', fail);
    });
  } catch (error) {
    child.kill('SIGTERM');
    throw new Error(`The server did not start. It said:\n${said}`, { cause: error });
  }
  return { url, stop };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
