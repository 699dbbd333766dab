/**
 * One process at a time, by a lock file.
 *
 * The lock names its process. A process is the same one only if its
 * start time agrees too, since process numbers are reused (every container has a process 1).
 * On another host (a shared volume) neither can be checked, so a live holder touches the file.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
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
    while (!(await linked(aside, path))) await removeStale(path, aside, busy);
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

/** `mine`: a file that names this holder. */
async function removeStale(path: string, mine: string, busy: Busy): Promise<void> {
  const holder = await read(path);
  if (!holder) return;
  await requireDead(path, holder, path, busy);
  const claims: string[] = [];
  try {
    await claim(path, holder, mine, claims, busy);
    // Only who has the claim removes this lock, so that it is still this one and no newer one.
    if ((await read(path))?.token === holder.token) await rm(path, { force: true });
  } finally {
    for (const taken of claims.reverse()) await rm(taken, { force: true });
  }
}

/**
 * The right to remove the lock of a dead holder, which one process at a time has: a file named after that
 * holder. Who died with the right is replaced likewise. Adds the files that are to be removed after.
 */
async function claim(
  path: string,
  dead: Holder,
  mine: string,
  claims: string[],
  busy: Busy,
): Promise<void> {
  const right = `${path}.after-${dead.token}`;
  if (await linked(mine, right)) return void claims.push(right);
  const claimant = await read(right);
  // It has just done what it wanted the right for.
  if (!claimant) return claim(path, dead, mine, claims, busy);
  await requireDead(right, claimant, path, busy);
  await claim(path, claimant, mine, claims, busy);
  claims.push(right);
}

/** Throws what `busy` says where the holder that `file` names is alive. */
async function requireDead(file: string, holder: Holder, path: string, busy: Busy): Promise<void> {
  if (!(await isAlive(file, holder))) return;
  const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
  throw busy(holder, where, path);
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
    const touched = await stat(path).catch(() => null);
    return touched !== null && systemClock.now().getTime() - touched.mtimeMs < SILENT_MS;
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
