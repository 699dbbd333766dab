import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createTestDatabase, describeOnEachDatabase } from '@/lib/testing/database';
import { migrateDeploy, type MigrationProgress } from './migrate';
import { migrationStatus } from './migration-status';
import { createMigration, schemaDrift } from './schema-change';

// Each test makes databases of its own and migrates them whole: slow is not wrong.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const SCHEMA = `
datasource db {
  provider = "postgresql"
}
model Owner {
  id   Int    @id
  cats Cat[]
}
model Cat {
  id      Int    @id
  name    String
  ownerId Int
  owner   Owner  @relation(fields: [ownerId], references: [id], onDelete: Cascade)
}
`;
/** SQL that Prisma's schema cannot express. */
const BY_HAND = `
alter table "Cat" add constraint cat_has_name check (length(name) > 0);
create function refuse() returns trigger language plpgsql as $$ begin raise exception 'kept for ever'; end $$;
create trigger no_delete before delete on "Cat" for each row execute function refuse();
create view "CatName" as select name from "Cat";
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'blindpair-prisma-'));
  await writeFile(join(folder, 'schema.prisma'), SCHEMA);
  await writeMigration(
    '20240101000000_init',
    `
    create table "Owner" (id int primary key);
    create table "Cat" (id int primary key, name text not null, "ownerId" int not null,
      constraint "Cat_ownerId_fkey" foreign key ("ownerId") references "Owner"(id) on delete cascade on update cascade);
    ${BY_HAND}`,
  );
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeMigration(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, 'migrations', name), { recursive: true });
  await writeFile(join(folder, 'migrations', name, 'migration.sql'), sql);
  await writeFile(join(folder, 'migrations', 'migration_lock.toml'), 'provider = "postgresql"\n');
}

async function rows(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query<Record<string, unknown>>(sql)
    .then((result) => result.rows)
    .finally(() => client.end());
}

describe('the project', () => {
  it('has migrations that lead to exactly schema.prisma', async () => {
    expect(await schemaDrift()).toBe('');
  });

  it('migrates a test database whole', async () => {
    const database = await createTestDatabase();
    onTestFinished(() => database.stop());
    const status = await migrationStatus(database.url);
    expect(status).toMatchObject({ pending: [], failed: [], unknown: [] });
    expect(status.applied.length).toBeGreaterThan(0);
  });
});

describe('comparing migrations with the schema', () => {
  it('ignores checks, functions, triggers and views that were written by hand', async () => {
    expect(await schemaDrift(folder)).toBe('');
  });

  it('ignores a partial and an expression index that were written by hand', async () => {
    await writeMigration(
      '20240102000000_index',
      `
      create unique index one_tom on "Cat" ("ownerId") where name = 'Tom';
      create index lower_name on "Cat" (lower(name));`,
    );
    expect(await schemaDrift(folder)).toBe('');
  });

  it('sees a plain index that the schema lacks', async () => {
    await writeMigration('20240102000000_index', 'create index extra on "Cat" (name);');
    expect(await schemaDrift(folder)).toContain('DROP INDEX "extra"');
  });

  it('turns a new column into a migration that ends the difference', async () => {
    await writeFile(
      join(folder, 'schema.prisma'),
      SCHEMA.replace('name    String', 'name    String\n  born    Int?'),
    );
    const path = await createMigration('cat_born', {
      folder,
      clock: { now: () => new Date('2025-03-04T05:06:07Z') },
    });
    expect(path).toBe(join(folder, 'migrations', '20250304050607_cat_born', 'migration.sql'));
    expect(await schemaDrift(folder)).toBe('');
    expect(await createMigration('again', { folder })).toBeNull();
  });
});

describeOnEachDatabase('migrateDeploy', (database) => {
  // Each test works in an empty database of its own.
  let url: string;
  let stop: () => Promise<void>;
  beforeEach(async () => {
    const empty = await createTestDatabase({ kind: database().kind });
    // First: a beginning that fails after this leaves nothing running.
    ({ url, stop } = empty);
    await rows(url, 'drop schema public cascade; create schema public');
  });
  afterEach(() => stop());

  it('applies what is pending once, in order, and says so', async () => {
    await writeMigration('20240102000000_row', 'insert into "Owner" values (1)');
    const progress: MigrationProgress[] = [];
    const names = ['20240101000000_init', '20240102000000_row'];
    expect(await migrationStatus(url, folder)).toMatchObject({ applied: [], pending: names });
    expect(await migrateDeploy(url, { folder, onProgress: (p) => progress.push(p) })).toEqual(
      names,
    );
    expect(await migrateDeploy(url, { folder })).toEqual([]);
    expect(await rows(url, 'select id from "Owner"')).toEqual([{ id: 1 }]);
    expect(progress).toEqual([
      { step: 'applying', migrations: names },
      { step: 'done', applied: names },
    ]);
    expect(await migrationStatus(url, folder)).toMatchObject({ applied: names, pending: [] });
  });

  it('undoes a migration that fails, says which and why, and applies it once it is corrected', async () => {
    const name = '20240102000000_wrong';
    await writeMigration(name, 'create table half (id int); select * from nowhere;');
    await expect(migrateDeploy(url, { folder })).rejects.toMatchObject({
      code: 'unprocessable',
      message: expect.stringMatching(
        /^The migration 20240102000000_wrong failed: .*nowhere/,
      ) as string,
    });
    expect(await rows(url, `select to_regclass('half') as half`)).toEqual([{ half: null }]);
    await writeMigration(name, 'create table half (id int);');
    expect(await migrateDeploy(url, { folder })).toEqual([name]);
  });

  it('refuses to go on after a migration that was interrupted', async () => {
    await migrateDeploy(url, { folder });
    await rows(url, 'update _prisma_migrations set finished_at = null');
    await expect(migrateDeploy(url, { folder })).rejects.toMatchObject({ code: 'conflict' });
    expect((await migrationStatus(url, folder)).failed).toEqual(['20240101000000_init']);
  });

  it('refuses a database that a newer version has made', async () => {
    await writeMigration('20990101000000_future', 'select 1');
    await migrateDeploy(url, { folder });
    await rm(join(folder, 'migrations', '20990101000000_future'), { recursive: true });
    await expect(migrateDeploy(url, { folder })).rejects.toThrow('newer version');
  });

  it('applies each migration once when two callers start together', async ({ skip }) => {
    if (database().kind === 'pglite') skip(); // One process opens it, and that one migrates first.
    const results = await Promise.all([
      migrateDeploy(url, { folder }),
      migrateDeploy(url, { folder }),
    ]);
    expect(results.flat()).toEqual(['20240101000000_init']);
  });
});
