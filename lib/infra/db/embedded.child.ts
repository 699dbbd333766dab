/** Test program: opens the database in the given folder and prints each id that was acknowledged. */
import { writeSync } from 'node:fs';
import pg from 'pg';
import { startEmbedded } from './embedded';

const database = await startEmbedded({ dataDir: process.argv[2] ?? '' });
const client = new pg.Client({ connectionString: database.url });
await client.connect();
await client.query('create table if not exists kept (id int primary key, filler text)');
for (let id = 1; ; id++) {
  await client.query('insert into kept values ($1, $2)', [id, 'x'.repeat(500)]);
  writeSync(1, `${id}\n`);
}
