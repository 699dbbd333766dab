/**
 * One process at a time, by a lock file.
 *
 * The lock names its process. A process is the same one only if its
 * start time agrees too, since process numbers are reused (every container has a process 1).
 * On another host (a shared volume) neither can be checked, so a live holder touches the file.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { AppError } from '@/lib/domain/errors';
import { systemClock } from './clock';

const TOUCH_MS = 5_000;
/** Four missed touches: longer than a pause of a busy machine, short enough for a restart. */
const SILENT_MS = 20_000;

export interface Holder {
  token: string;
  pid: number;
  processStart: string;
  host: string;
  since: string;
}

export interface FileLock {
  release(): Promise<void>;
}

/** What to tell whoever finds the lock taken; `where` is empty on this machine. */
export type Busy = (holder: Holder, where: string, path: string) => AppError;

/** Throws what `busy` says while another process, or this one, holds the lock. */
export async function lockFile(path: string, busy: Busy): Promise<FileLock> {
  const mine: Holder = {
    token: randomUUID(),
    pid: process.pid,
    processStart: processStart(process.pid),
    host: hostname(),
    since: systemClock.now().toISOString(),
  };
  // The lock appears whole: it is written aside and linked into place, which fails if one exists.
  const aside = `${path}.${mine.token}`;
  await writeFile(aside, JSON.stringify(mine));
  try {
    while (!(await linked(aside, path))) await removeStale(path, busy);
  } finally {
    await rm(aside, { force: true });
  }
  const touch = setInterval(() => {
    const now = systemClock.now();
    utimes(path, now, now).catch(() => undefined); // A missed touch is made up by the next one.
  }, TOUCH_MS);
  touch.unref();
  return {
    async release() {
      clearInterval(touch);
      const holder = await read(path);
      if (holder?.token === mine.token) await rm(path, { force: true });
    },
  };
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function removeStale(path: string, busy: Busy): Promise<void> {
  const holder = await read(path);
  if (!holder) return;
  if (await isAlive(path, holder)) {
    const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
    throw busy(holder, where, path);
  }
  // Another process may take over at the same time: move aside what is there, and put it back if
  // it turns out to be the other one's new lock.
  const aside = `${path}.stale-${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await read(aside))?.token !== holder.token) await linked(aside, path);
  await rm(aside, { force: true });
}

async function read(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new AppError(
      'unavailable',
      `The lock file ${path} cannot be read. Delete it if no Blindpair is running.`,
      {
        cause: error,
      },
    );
  }
}

async function isAlive(path: string, holder: Holder): Promise<boolean> {
  if (holder.host !== hostname()) {
    const { mtimeMs } = await stat(path);
    return systemClock.now().getTime() - mtimeMs < SILENT_MS;
  }
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  return processStart(holder.pid) === holder.processStart;
}

/** When a process started, in the system's own words; '' where it cannot be known. */
function processStart(pid: number): string {
  try {
    // proc(5): field 22 is starttime; fields are counted after the name, which may hold spaces.
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    try {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    } catch {
      return '';
    }
  }
}
