/** Brings a database to the tables that this version expects. */
import pg from 'pg';
import { AppError } from '@/lib/domain/errors';
import { readMigrationFiles, type MigrationFiles } from './migration-files';
import { migrationStatus } from './migration-status';
import { migrationsList, NO_FILTER, withSchemaEngine } from './schema-engine';

/** Any number that others do not use (Prisma's own lock is 72707369): 'blnd' in ASCII. */
const LOCK_KEY = 0x626c6e64;
const LOCK_POLL_MS = 250;
/** Two minutes: longer than any migration so far, short enough to notice that something hangs. */
export const MIGRATION_LOCK_WAIT_MS = 120_000;

export type MigrationProgress =
  | { step: 'waiting'; seconds: number }
  | { step: 'applying'; migrations: string[] }
  | { step: 'done'; applied: string[] };

export interface MigrateOptions {
  onProgress?: (progress: MigrationProgress) => void;
  /** The prisma folder; this project's where absent. */
  folder?: string;
  lockWaitMs?: number;
}

/**
 * Applies the pending migrations and returns their names. Several processes may call it at once on
 * a Postgres server: one works, the others wait up to `lockWaitMs` for its advisory lock.
 * (Clients of the embedded database share a session and so this lock; there `blindpair up`, the
 * only opener, migrates before it lets anyone else in.)
 * Throws AppError: 'conflict' where an earlier migration was interrupted or the database is newer than this
 * version, 'unavailable' where the lock stays taken, 'unprocessable' where a migration's SQL fails.
 */
export async function migrateDeploy(url: string, options: MigrateOptions = {}): Promise<string[]> {
  const { onProgress, lockWaitMs = MIGRATION_LOCK_WAIT_MS } = options;
  const files = await readMigrationFiles(options.folder);
  const lock = new pg.Client({ connectionString: url });
  lock.on('error', () => undefined); // A lost connection fails the next query.
  await lock.connect();
  try {
    await takeLock(lock, lockWaitMs, onProgress);
    const status = await migrationStatus(url, files.folder);
    refuse(status.failed, status.unknown);
    if (status.pending.length > 0) {
      onProgress?.({ step: 'applying', migrations: status.pending });
      await apply(url, files);
    }
    onProgress?.({ step: 'done', applied: status.pending });
    return status.pending;
  } finally {
    await lock.query('select pg_advisory_unlock($1)', [LOCK_KEY]).catch(() => undefined);
    await lock.end();
  }
}

async function apply(url: string, files: MigrationFiles): Promise<void> {
  await withSchemaEngine(url, files, async (engine) => {
    try {
      await engine.applyMigrations({ migrationsList: migrationsList(files), filters: NO_FILTER });
    } catch (error) {
      const [name] = (await migrationStatus(url, files.folder)).failed;
      if (!name) throw error;
      // Each migration is one transaction, which Postgres has undone: the next run may try again.
      await engine.markMigrationRolledBack({ migrationName: name });
      // The engine's sentence is followed by its own call stack ("   0: ...").
      const reason = String((error as Error).message).split(/\n\s+0: /)[0] ?? '';
      throw new AppError(
        'unprocessable',
        `The migration ${name} failed: ${reason.replace('external connector error\n', '')}. ` +
          'It was undone, and those before it stay applied. Correct the cause and migrate again.',
        { cause: error },
      );
    }
  });
}

function refuse(failed: string[], unknown: string[]): void {
  if (failed.length > 0) {
    throw new AppError(
      'conflict',
      `The migration ${failed[0]} was interrupted, perhaps just after its end. Nothing was changed now. ` +
        'Restore your backup, or look at the tables and run `prisma migrate resolve`.',
    );
  }
  if (unknown.length > 0) {
    throw new AppError(
      'conflict',
      `This database was made by a newer version (it has the migration ${unknown.at(-1)}). ` +
        'Nothing was changed. Start the newer version of Blindpair.',
    );
  }
}

async function takeLock(
  client: pg.Client,
  waitMs: number,
  onProgress?: (progress: MigrationProgress) => void,
): Promise<void> {
  for (let waited = 0; ; waited += LOCK_POLL_MS) {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock($1) as got',
      [LOCK_KEY],
    );
    if (rows[0]?.got) return;
    if (waited >= waitMs) {
      throw new AppError(
        'unavailable',
        `Another process has been migrating this database for more than ${Math.round(waitMs / 1000)} seconds. ` +
          'Nothing was changed. Wait for it, or stop it, and try again.',
      );
    }
    if (waited % 1000 === 0) onProgress?.({ step: 'waiting', seconds: waited / 1000 });
    await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS));
  }
}
