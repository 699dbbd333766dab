import { Command } from 'commander';
import { openInstance } from '../lib/open';

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description(
      'Brings the database to the schema of this version. Safe to run at any time and in parallel.',
    )
    .addHelpText(
      'after',
      `
Applies prisma/migrations under an advisory lock and prepares the job queue. \`up\`, \`worker\` and the
other commands do the same by themselves; run it alone before a rolling update. The table
_prisma_migrations is Prisma's own: \`prisma migrate deploy\` works on the same database.

Example
  $ DATABASE_URL=postgres://... blindpair migrate`,
    )
    .option('--json', 'print the names of applied migrations as JSON')
    .action(async (options: { json?: boolean }) => {
      let applied: string[] = [];
      const instance = await openInstance('migrate', {
        onMigrated: (names) => {
          applied = names;
        },
      });
      await instance.close();
      if (options.json) return console.log(JSON.stringify({ applied }));
      for (const name of applied) console.log(`applied  ${name}`);
      console.log('The database is up to date.');
    });
