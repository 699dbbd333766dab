/** Reads the database of a running instance past the product, for what no page shows. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Where a running instance serves its database. */
export async function databaseUrlOf(dataDir: string): Promise<string> {
  const { databaseUrl } = JSON.parse(await readFile(join(dataDir, 'run.json'), 'utf8')) as {
    databaseUrl: string;
  };
  return databaseUrl;
}

export async function rowsOf<Row extends pg.QueryResultRow>(
  dataDir: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: await databaseUrlOf(dataDir) });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
