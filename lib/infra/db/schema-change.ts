/**
 * Development tools: a new migration from what changed in schema.prisma, and the check that the
 * migrations lead to exactly that schema. Both work in a throw-away embedded database.
 *
 * Prisma's comparison knows tables, columns, defaults, enums, foreign keys, and plain and unique
 * indexes. It does not see triggers, functions, check constraints, views, and partial or expression
 * indexes, so SQL for those can be added to a migration by hand. Any other index made by hand is
 * seen, and the next migration would drop it: such a one belongs into schema.prisma.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, type Clock } from '../clock';
import { startEmbedded } from './embedded';
import { readMigrationFiles, type MigrationFiles } from './migration-files';
import { migrationsList, NO_FILTER, withSchemaEngine } from './schema-engine';

/** Writes prisma/migrations/<timestamp>_<name>/migration.sql; returns its path, or null if nothing changed. */
export async function createMigration(
  name: string,
  { folder, clock = systemClock }: { folder?: string; clock?: Clock } = {},
): Promise<string | null> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error(`"${name}" is not a migration name: use lower-case letters, digits and _.`);
  }
  const files = await readMigrationFiles(folder);
  const sql = await difference(files);
  if (sql === '') return null;
  // Migrations apply in the order of their names: YYYYMMDDhhmmss in UTC, as Prisma writes it.
  const stamp = clock.now().toISOString().replace(/\D/g, '').slice(0, 14);
  const target = join(files.folder, 'migrations', `${stamp}_${name}`);
  await mkdir(target, { recursive: true });
  const path = join(target, 'migration.sql');
  await writeFile(path, sql);
  return path;
}

/** The SQL that would bring the migrations' result to schema.prisma; '' if they agree. */
export async function schemaDrift(folder?: string): Promise<string> {
  return difference(await readMigrationFiles(folder));
}

/** Applies the migrations to an empty database and compares that with schema.prisma. */
async function difference(files: MigrationFiles): Promise<string> {
  const schema = { files: [{ path: join(files.folder, 'schema.prisma'), content: files.schema }] };
  const database = await startEmbedded();
  try {
    return await withSchemaEngine(database.url, files, async (engine) => {
      await engine.applyMigrations({ migrationsList: migrationsList(files), filters: NO_FILTER });
      const { exitCode, stdout } = await engine.diff({
        from: { tag: 'schemaDatasource', configDir: files.folder, ...schema },
        to: { tag: 'schemaDatamodel', ...schema },
        script: true,
        exitCode: true,
        filters: NO_FILTER,
      });
      return exitCode === 2 ? (stdout ?? '') : '';
    });
  } finally {
    await database.stop();
  }
}
