/** prisma/migrations and prisma/schema.prisma as read from the disk. */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface MigrationFiles {
  /** Absolute path of the prisma folder. */
  folder: string;
  schema: string;
  /** In the order in which they apply. */
  migrations: { name: string; sql: string }[];
  lockfile: string | null;
}

/**
 * The prisma folder above this file, or, where a bundler has moved this code, the one of the
 * folder that the process was started in.
 */
export function prismaFolder(): string {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const folder = join(at, 'prisma');
    if (existsSync(join(folder, 'schema.prisma'))) return folder;
    if (dirname(at) === at) return join(process.cwd(), 'prisma');
  }
}

export async function readMigrationFiles(folder = prismaFolder()): Promise<MigrationFiles> {
  const root = join(folder, 'migrations');
  const names = existsSync(root)
    ? (await readdir(root, { withFileTypes: true }))
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .sort()
    : [];
  const lock = join(root, 'migration_lock.toml');
  return {
    folder,
    schema: await readFile(join(folder, 'schema.prisma'), 'utf8'),
    migrations: await Promise.all(
      names.map(async (name) => ({
        name,
        sql: await readFile(join(root, name, 'migration.sql'), 'utf8'),
      })),
    ),
    lockfile: existsSync(lock) ? await readFile(lock, 'utf8') : null,
  };
}
