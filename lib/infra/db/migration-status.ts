/** Whether a database has the tables that this version expects. Light enough for a health check. */
import pg from 'pg';
import { readMigrationFiles } from './migration-files';

export interface MigrationStatus {
  applied: string[];
  /** On the disk and not in the database: run `blindpair migrate`. */
  pending: string[];
  /** Begun and not finished; a person has to look. */
  failed: string[];
  /** In the database and not on the disk: a newer version of Blindpair made this database. */
  unknown: string[];
}

export async function migrationStatus(url: string, folder?: string): Promise<MigrationStatus> {
  const names = (await readMigrationFiles(folder)).migrations.map(({ name }) => name);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ there: boolean }>(
      `select to_regclass('_prisma_migrations') is not null as there`,
    );
    if (!tables[0]?.there) return { applied: [], pending: names, failed: [], unknown: [] };
    const { rows } = await client.query<{ name: string; finished: boolean }>(
      `select migration_name as name, finished_at is not null as finished
         from _prisma_migrations where rolled_back_at is null order by started_at, migration_name`,
    );
    const applied = rows.filter((row) => row.finished).map((row) => row.name);
    return {
      applied,
      pending: names.filter((name) => !applied.includes(name)),
      failed: rows.filter((row) => !row.finished).map((row) => row.name),
      unknown: rows.map((row) => row.name).filter((name) => !names.includes(name)),
    };
  } finally {
    await client.end();
  }
}
