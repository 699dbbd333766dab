import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmbedded, type EmbeddedDatabase } from './embedded';

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined); // Servers stop and clients are cut off on purpose here.
  await client.connect();
  return client;
}

describe('clients of the embedded database', () => {
  let database: EmbeddedDatabase;
  beforeAll(async () => {
    database = await startEmbedded();
    const client = await connect(database.url);
    await client.query('create table note (id int primary key, text text not null)');
    await client.end();
  });
  afterAll(() => database.stop());

  it('get their own answers when queries span several network packets', async () => {
    const pools = [0, 1].map(() => new pg.Pool({ connectionString: database.url, max: 4 }));
    const length = 300_000; // A packet holds 64 KB at most.
    const big = 'x'.repeat(length);
    const ask = async (pool: pg.Pool, worker: number): Promise<void> => {
      for (let round = 0; round < 15; round++) {
        const value = worker * 1000 + round;
        const { rows } =
          worker % 2
            ? await pool.query('select $1::int as v, length($2::text) as n', [value, big])
            : await pool.query('select $1::int + 0 as v', [value]);
        expect(rows).toEqual([worker % 2 ? { v: value, n: length } : { v: value }]);
      }
    };
    await Promise.all(pools.flatMap((pool, p) => [0, 1, 2, 3].map((n) => ask(pool, p * 4 + n))));
    await Promise.all(pools.map((pool) => pool.end()));
  });

  it('wait while another has a transaction open, and see it whole', async () => {
    const [a, b] = [await connect(database.url), await connect(database.url)];
    await a.query('begin');
    await a.query(`insert into note values (1, 'one')`);
    const seen = b.query('select count(*)::int as n from note');
    await a.query(`insert into note values (2, 'two')`);
    await a.query('commit');
    expect((await seen).rows).toEqual([{ n: 2 }]);
    await Promise.all([a.end(), b.end()]);
  });

  it('are rolled back when they disconnect within a transaction', async () => {
    const [a, b] = [await connect(database.url), await connect(database.url)];
    await a.query('begin');
    await a.query(`insert into note values (10, 'lost')`);
    const connection = (a as unknown as { connection: { stream: { destroy(): void } } }).connection;
    connection.stream.destroy();
    expect((await b.query('select id from note where id = 10')).rows).toEqual([]);
    await b.end();
  });

  it('go on after one disconnects in the middle of a query', async () => {
    const [a, b] = [await connect(database.url), await connect(database.url)];
    const stream = (
      a as unknown as { connection: { stream: NodeJS.WritableStream & { destroy(): void } } }
    ).connection.stream;
    // Parse of an empty name and 'select 1', and never the Bind, Execute and Sync that belong to it.
    const sql = Buffer.from('\0select 1\0\0\0', 'latin1');
    const head = Buffer.from([0x50, 0, 0, 0, 4 + sql.length]);
    await new Promise((resolve) => stream.write(Buffer.concat([head, sql]), resolve));
    await new Promise((resolve) => setTimeout(resolve, 100));
    stream.destroy();
    expect((await b.query('select $1::int as v', [7])).rows).toEqual([{ v: 7 }]);
    await b.end();
  });

  it('get an SQL error and can go on', async () => {
    const a = await connect(database.url);
    await expect(a.query('select $1::int / 0', [1])).rejects.toThrow('division by zero');
    expect((await a.query('select $1::int as v', [1])).rows).toEqual([{ v: 1 }]);
    await a.end();
  });
});

describe('the data folder', () => {
  let dir: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'blindpair-embedded-'));
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  it('keeps every acknowledged row when the process is killed, and tells a second opener who has it', async () => {
    const acknowledged = await writeUntilKilled(dir, async (pid) => {
      await expect(startEmbedded({ dataDir: dir })).rejects.toThrow(`process ${pid}`);
    });
    expect(acknowledged.length).toBeGreaterThan(50);

    const database = await startEmbedded({ dataDir: dir });
    const client = await connect(database.url);
    const { rows } = await client.query<{ id: number }>('select id from kept order by id');
    await client.end();
    await database.stop();
    const stored = new Set(rows.map((row) => row.id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  });

  it('opens again after a clean stop', async () => {
    const database = await startEmbedded({ dataDir: dir });
    await database.stop();
    await (await startEmbedded({ dataDir: dir })).stop();
  });

  it('takes over the lock of a process whose number now belongs to another', async () => {
    const lock = { token: 'x', pid: process.pid, processStart: '1', host: hostname(), since: '' };
    await writeFile(join(dir, 'pg.lock'), JSON.stringify(lock));
    const database = await startEmbedded({ dataDir: dir });
    const now = JSON.parse(await readFile(join(dir, 'pg.lock'), 'utf8')) as { token: string };
    expect(now.token).not.toBe('x');
    await database.stop();
  });

  /** Inserts rows one by one in another process; resolves with the ids it was told are stored. */
  async function writeUntilKilled(
    dataDir: string,
    meanwhile: (pid: number) => Promise<void>,
  ): Promise<number[]> {
    const tsx = import.meta.resolve('tsx');
    const program = join(import.meta.dirname, 'embedded.child.ts');
    const child = spawn(process.execPath, ['--import', tsx, program, dataDir], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    let output = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
    const lines = (): string[] => output.split('\n').slice(0, -1);
    const until = async (count: number): Promise<void> => {
      while (lines().length < count) {
        if (child.exitCode !== null) throw new Error(`The child ended with ${child.exitCode}.`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    await until(20);
    await meanwhile(child.pid ?? -1);
    await until(200);
    const gone = new Promise((resolve) => child.once('close', resolve));
    child.kill('SIGKILL');
    await gone;
    return lines().map(Number);
  }
});
