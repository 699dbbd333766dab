/** A Postgres of its own on one host of a network, from the programs that are installed. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { appendFile, chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Host } from './network';

const run = promisify(execFile);
const PORT = 5433;
const DEBIAN = '/usr/lib/postgresql';

export interface Server {
  /** From the other hosts. */
  url: string;
  /** From outside of the network, by a socket in the file system. */
  localUrl: string;
  stop(): Promise<void>;
}

/** Needs an account `postgres`, as Postgres refuses to run as root. */
export async function startPostgres(host: Host, folder: string): Promise<Server> {
  const bin = programs();
  const asPostgres = (...command: string[]): string[] => [
    'setpriv',
    '--reuid=postgres',
    '--regid=postgres',
    '--clear-groups',
    ...command,
  ];
  const home = join(folder, 'postgres');
  const data = join(home, 'data');
  await chmod(folder, 0o711);
  await mkdir(home);
  await run('chown', ['postgres:postgres', home]);
  const [program, ...args] = asPostgres(
    join(bin, 'initdb'),
    '-D',
    data,
    '-A',
    'trust',
    '-U',
    'postgres',
  );
  await run(program!, args, { cwd: '/' });
  await appendFile(join(data, 'pg_hba.conf'), `host all all ${host.address}/24 trust\n`);
  const [server, ...options] = host.on(
    asPostgres(
      join(bin, 'postgres'),
      ...['-D', data, '-p', String(PORT), '-k', home, '-h', host.address],
    ),
  );
  const process_ = spawn(server!, options, { cwd: '/', stdio: ['ignore', 'ignore', 'ignore'] });
  const ended = new Promise<void>((resolve) => process_.once('exit', () => resolve()));
  const stop = async (): Promise<void> => {
    // Fast shutdown: does not wait for clients.
    process_.kill('SIGINT');
    await ended;
  };
  const local = (database: string) =>
    `postgresql://postgres@localhost:${PORT}/${database}?host=${encodeURIComponent(home)}`;
  try {
    await create(local('postgres'));
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url: `postgresql://postgres@${host.address}:${PORT}/blindpair`,
    localUrl: local('blindpair'),
    stop,
  };
}

async function create(url: string): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.query('create database blindpair');
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

function programs(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort() : [];
  const found = versions.map((version) => join(DEBIAN, version, 'bin')).at(-1);
  if (!found || !existsSync(join(found, 'initdb'))) {
    throw new Error('There is no Postgres here. Install it with: apt-get install postgresql');
  }
  return found;
}
