/** A real, migrated, empty database for each test file. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';
import { createDb, type Db } from '@/lib/infra/db/client';
import { startEmbedded } from '@/lib/infra/db/embedded';
import { migrateDeploy } from '@/lib/infra/db/migrate';
import { readMigrationFiles } from '@/lib/infra/db/migration-files';

export type DatabaseKind = 'pglite' | 'postgres';

export interface TestDatabase {
  kind: DatabaseKind;
  url: string;
  db: Db;
  /** Closes the client and throws the database away. */
  stop(): Promise<void>;
}

/** The beginning of a name; e2e/run-all.mjs knows it, too. */
const TEMPLATE_PREFIX = 'blindpair_template_';

/** An address where databases may be created, e.g. postgres://postgres@127.0.0.1:5432/postgres */
const adminUrl = process.env.TEST_DATABASE_URL || undefined;

/** On Postgres where TEST_DATABASE_URL names one, else in memory; `kind` decides otherwise. */
export async function createTestDatabase({
  kind = adminUrl ? 'postgres' : 'pglite',
}: { kind?: DatabaseKind } = {}): Promise<TestDatabase> {
  const { url, drop } = kind === 'pglite' ? await inMemory() : await onServer();
  const db = createDb(url);
  return {
    kind,
    url,
    db,
    async stop() {
      await db.$disconnect();
      await drop();
    },
  };
}

/**
 * Runs the suite on the embedded database or, where TEST_DATABASE_URL is set, on that server, and says
 * which: `npm test` runs it once on each. `database()` may be called in tests and hooks.
 */
export function describeOnEachDatabase(
  name: string,
  suite: (database: () => TestDatabase) => void,
): void {
  const kind: DatabaseKind = adminUrl ? 'postgres' : 'pglite';
  describe(`${name} (${kind})`, () => {
    let database: TestDatabase | undefined;
    beforeAll(async () => {
      database = await createTestDatabase({ kind });
    });
    afterAll(() => database?.stop());
    suite(() => {
      if (!database) throw new Error('The test database exists in tests and hooks only.');
      return database;
    });
  });
}

async function inMemory(): Promise<{ url: string; drop(): Promise<void> }> {
  const database = await startEmbedded({ from: await template() });
  return { url: database.url, drop: () => database.stop() };
}

/**
 * The migrated, empty database as a file. Creating and migrating one takes about 2.5 s, starting
 * from the file 0.7 s; it is made once per state of the migrations.
 */
async function template(): Promise<Blob> {
  const { migrations } = await readMigrationFiles();
  const key = createHash('sha256')
    .update(JSON.stringify(migrations))
    // The file's format belongs to a version of PGlite, whose program this is.
    .update(await readFile(fileURLToPath(import.meta.resolve('@electric-sql/pglite'))))
    .digest('hex')
    .slice(0, 24);
  const folder = join(tmpdir(), 'blindpair-test-databases');
  const path = join(folder, `${key}.tar.gz`);
  if (!existsSync(path)) {
    const database = await startEmbedded();
    try {
      await migrateDeploy(database.url);
      await mkdir(folder, { recursive: true });
      // Several test processes may do this at once: each writes its own file, whole ones win.
      const own = `${path}.${randomUUID()}`;
      await writeFile(own, (await database.dump()).stream());
      await rename(own, path);
    } finally {
      await database.stop();
    }
  }
  // Bytes, not a view of the file: another process may put its own in place while this one reads.
  return new Blob([await readFile(path)]);
}

/** Runs one statement after another on the server, in one session. */
async function onAdmin<T>(
  work: (run: (sql: string) => Promise<unknown[]>) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    return await work(async (sql) => (await client.query(sql)).rows as unknown[]);
  } finally {
    await client.end();
  }
}

const addressOf = (name: string): string => {
  const url = new URL(adminUrl ?? '');
  url.pathname = `/${name}`;
  return url.href;
};

/**
 * A migrated, empty database on the server, to copy from: a copy takes a tenth of the time of migrating.
 * Made once per state of the migrations; `npm test` drops it at its end.
 */
async function serverTemplate(): Promise<string> {
  const { migrations } = await readMigrationFiles();
  const key = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 24);
  const name = `${TEMPLATE_PREFIX}${key}`;
  await onAdmin(async (run) => {
    const there = async () =>
      (await run(`select 1 from pg_database where datname = '${name}'`)).length > 0;
    if (await there()) return;
    // Several test processes may come here at once: one makes it, under another name until it is whole.
    await run(`select pg_advisory_lock(hashtext('${name}'))`);
    if (await there()) return;
    const making = `${name}_making`;
    await run(`drop database if exists ${making} with (force)`);
    await run(`create database ${making}`);
    await migrateDeploy(addressOf(making));
    await run(`alter database ${making} rename to ${name}`);
  });
  return name;
}

async function onServer(): Promise<{ url: string; drop(): Promise<void> }> {
  if (!adminUrl) throw new Error('TEST_DATABASE_URL is not set.');
  const name = `blindpair_test_${randomUUID().replaceAll('-', '')}`;
  const admin = (sql: string) => onAdmin((run) => run(sql));
  await admin(`create database ${name} template ${await serverTemplate()}`);
  // Nobody pulls the plug in a test, and waiting for the disk at each of some 400 commits of a file is dear.
  await admin(`alter database ${name} set synchronous_commit = off`);
  return {
    url: addressOf(name),
    async drop() {
      // Closed connections take a moment to go; cutting them off would raise errors in their clients.
      for (let attempt = 0; attempt < 20; attempt++) {
        const dropped = await admin(`drop database ${name}`).then(
          () => true,
          () => false,
        );
        if (dropped) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await admin(`drop database if exists ${name} with (force)`);
    },
  };
}
