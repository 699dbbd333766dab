/**
 * Opens an instance for the command line: the database (DATABASE_URL; else a running `up`; else the
 * embedded one, opened for the length of the command), storage, queue. Always migrated.
 */
import { access, constants, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, isAppError } from '@/lib/domain/errors';
import type { Actor } from '@/lib/domain/permissions';
import { systemClock } from '@/lib/infra/clock';
import type { Ctx } from '@/lib/infra/context';
import { createDb } from '@/lib/infra/db/client';
import { startEmbedded, type EmbeddedDatabase } from '@/lib/infra/db/embedded';
import { migrateDeploy } from '@/lib/infra/db/migrate';
import { env, overrideEnv } from '@/lib/infra/env';
import { prepareQueue } from '@/lib/infra/jobs/boss';
import { createJobQueue } from '@/lib/infra/jobs/boss-queue';
import { log } from '@/lib/infra/log';
import { systemRng } from '@/lib/infra/rng';
import { createDiskStorage } from '@/lib/infra/storage/disk';

export interface Instance {
  ctx: Ctx;
  databaseUrl: string;
  dataDir: string;
  /** True when this process owns the embedded database, so that no other worker can be alive. */
  embedded: boolean;
  close(): Promise<void>;
}

const runFile = z.object({ pid: z.number(), databaseUrl: z.string() });
export type RunFile = z.output<typeof runFile>;

export interface OpenOptions {
  /** Names of the migrations that were applied. */
  onMigrated?: (applied: string[]) => void;
  /** Called when the embedded engine fails. */
  onFatal?: (error: unknown) => void;
  /** Fail instead of using a running `up`. */
  own?: boolean;
}

export async function openInstance(label: string, options: OpenOptions = {}): Promise<Instance> {
  const { dataDir, DATABASE_URL } = env();
  await makeDataFolder(dataDir);
  const found = DATABASE_URL ?? (await openEmbedded(dataDir, options));
  const embedded = typeof found === 'string' ? undefined : found;
  const given = typeof found === 'string' ? found : undefined;
  const databaseUrl = given ?? embedded?.url ?? '';
  try {
    await migrateDeploy(databaseUrl, {
      onProgress: (progress) => {
        if (progress.step === 'done') options.onMigrated?.(progress.applied);
      },
    });
    await prepareQueue(databaseUrl);
    // At once and not when all is served: a first run makes data and builds for minutes before that.
    if (embedded && options.own) await writeRunFile(dataDir, { pid: process.pid, databaseUrl });
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  // What this process loads later (and its children) reads the same settings.
  overrideEnv({ DATABASE_URL: databaseUrl, BLINDPAIR_DATA: dataDir });
  const db = createDb(databaseUrl, { log });
  const actor: Actor = { kind: 'system', label };
  return {
    ctx: {
      db,
      storage: createDiskStorage(dataDir),
      jobs: createJobQueue(),
      clock: systemClock,
      rng: systemRng,
      log,
      actor,
    },
    databaseUrl,
    dataDir,
    embedded: embedded !== undefined,
    async close() {
      await db.$disconnect();
      if (embedded && options.own) await removeRunFile(dataDir);
      await embedded?.stop();
    },
  };
}

/** For how long a command waits for a process that is starting or stopping just now. */
const PATIENCE_MS = 20_000;

/**
 * The embedded database, or the address at which a running `up` or `demo` serves it. One that holds it and does
 * not serve it yet, or not any more, is waited for a while. Throws 'unavailable' then.
 */
async function openEmbedded(
  dataDir: string,
  { own, onFatal }: OpenOptions,
): Promise<EmbeddedDatabase | string> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const running = own ? null : await readRunFile(dataDir);
    if (running) return running.databaseUrl;
    try {
      return await startEmbedded({ dataDir, ...(onFatal ? { onFatal } : {}) });
    } catch (error) {
      const held = isAppError(error) && error.key === 'databaseOpen';
      if (own || !held || performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

/** Throws 'unavailable' in words: Node reports a read-only disk as a missing folder. */
async function makeDataFolder(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new AppError(
      'unavailable',
      `The data folder ${dataDir} cannot be made or written. Nothing was changed. Mend its permissions, or choose another one with --data or BLINDPAIR_DATA.`,
      { cause: error },
    );
  }
}

/** Runs one command on an instance and always closes it. */
export async function withInstance<T>(
  label: string,
  run: (instance: Instance) => Promise<T>,
): Promise<T> {
  const instance = await openInstance(label);
  try {
    return await run(instance);
  } finally {
    await instance.close();
  }
}

const runPath = (dataDir: string): string => join(dataDir, 'run.json');

/** How other commands find a running `up` or `demo` with its embedded database. */
export async function writeRunFile(dataDir: string, file: RunFile): Promise<void> {
  await writeFile(runPath(dataDir), JSON.stringify(file), { mode: 0o600 });
}

export async function removeRunFile(dataDir: string): Promise<void> {
  await rm(runPath(dataDir), { force: true });
}

/** The running `up` or `demo` of this data folder; null when there is none or it died. */
export async function readRunFile(dataDir: string): Promise<RunFile | null> {
  try {
    const parsed = runFile.parse(JSON.parse(await readFile(runPath(dataDir), 'utf8')));
    return lives(parsed.pid) ? parsed : null;
  } catch {
    return null;
  }
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another person's process lives, too, even though it may not be signalled.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
