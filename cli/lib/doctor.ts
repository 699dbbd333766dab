import { access, constants, stat, statfs } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { isAppError } from '@/lib/domain/errors';
import { createDb } from '@/lib/infra/db/client';
import { migrationStatus } from '@/lib/infra/db/migration-status';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { env } from '@/lib/infra/env';
import { textModel } from '@/lib/infra/measuring/text-model';
import { systemClock } from '@/lib/infra/clock';
import { livingWorkers } from '@/lib/features/health/readiness';
import { readRunFile } from './open';

export interface Finding {
  state: 'ok' | 'warning' | 'missing';
  what: string;
  detail: string;
  mend?: string;
}

/** Under this, encoding and exports of a middling corpus do not fit. */
const LOW_SPACE_GB = 2;

/** Each thing that Blindpair needs, looked at without changing anything. */
export async function runDoctor(): Promise<Finding[]> {
  const findings: Finding[] = [
    { state: 'ok', what: 'node', detail: process.versions.node },
    ...(await nativeModules()),
    await dataFolder(),
  ];
  findings.push(...(await encoders()), await textDetector(), ...(await database()));
  findings.push(secret(), proxy(), await browser());
  return findings;
}

async function nativeModules(): Promise<Finding[]> {
  const wanted: readonly { what: string; load: () => Promise<unknown> }[] = [
    { what: 'onnxruntime', load: () => import('onnxruntime-node') },
    { what: 'sharp', load: () => import('sharp') },
    { what: 'argon2', load: () => import('@node-rs/argon2') },
  ];
  return Promise.all(
    wanted.map(async ({ what, load }): Promise<Finding> => {
      try {
        await load();
        return { state: 'ok', what, detail: 'loads' };
      } catch (error) {
        return {
          state: 'missing',
          what,
          detail: `does not load: ${error instanceof Error ? error.message.split('\n')[0] : 'unknown'}`,
          mend: 'Run `npm ci` on this machine; native modules do not move between systems.',
        };
      }
    }),
  );
}

async function dataFolder(): Promise<Finding> {
  const { dataDir } = env();
  try {
    const existing = await nearestExisting(dataDir);
    if (!(await stat(existing)).isDirectory()) throw new Error(`${existing} is no folder`);
    await access(existing, constants.W_OK | constants.X_OK);
    const { bavail, bsize } = await statfs(existing);
    const free = (bavail * bsize) / 1e9;
    const note = existing === dataDir ? '' : ' (made at the first start)';
    const detail = `${dataDir}${note}, ${free.toFixed(1)} GB free`;
    if (free > LOW_SPACE_GB) return { state: 'ok', what: 'data folder', detail };
    return {
      state: 'warning',
      what: 'data folder',
      detail,
      mend: 'Free some space, or choose another folder with --data.',
    };
  } catch {
    return {
      state: 'missing',
      what: 'data folder',
      detail: `${dataDir} cannot be written`,
      mend: 'Choose another folder with --data or BLINDPAIR_DATA, or mend its permissions.',
    };
  }
}

/** The folder itself, or the parent in which it would be made. */
async function nearestExisting(path: string): Promise<string> {
  const found = await stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
  return found || dirname(path) === path ? path : nearestExisting(dirname(path));
}

async function encoders(): Promise<Finding[]> {
  const list = await installedEncoders().list();
  return list.map((encoder) =>
    encoder.usable
      ? {
          state: 'ok',
          what: 'encoder',
          detail: `${encoder.id} (${encoder.description.role}), weights verified`,
        }
      : {
          state: 'missing',
          what: 'encoder',
          detail: `${encoder.id}: ${encoder.reason}`,
          mend: 'Restore the file, e.g. with `git checkout` or `blindpair models pull`, or remove its description.',
        },
  );
}

/** What the check of images finds text with. */
async function textDetector(): Promise<Finding> {
  const what = 'text detector';
  try {
    await textModel();
    return { state: 'ok', what, detail: 'weights verified' };
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'cannot be read';
    return { state: 'missing', what, detail, mend: 'Run `npm ci`.' };
  }
}

async function database(): Promise<Finding[]> {
  const { DATABASE_URL, dataDir } = env();
  const running = DATABASE_URL ? null : await readRunFile(dataDir);
  const url = DATABASE_URL ?? running?.databaseUrl;
  if (!url) {
    return [
      {
        state: 'ok',
        what: 'database',
        detail: 'embedded; opened by `blindpair up` (not running now)',
      },
    ];
  }
  try {
    const { pending, failed } = await migrationStatus(url);
    const db = createDb(url);
    const workers = await livingWorkers({ db, clock: systemClock }).finally(() => db.$disconnect());
    return [
      {
        state: 'ok',
        what: 'database',
        detail: running ? `embedded, served by process ${running.pid}` : 'answers',
      },
      pending.length + failed.length === 0
        ? { state: 'ok', what: 'migrations', detail: 'up to date' }
        : {
            state: 'missing',
            what: 'migrations',
            detail: `${pending.length} pending, ${failed.length} failed`,
            mend: 'Run `blindpair migrate`.',
          },
      workers.length > 0
        ? { state: 'ok', what: 'worker', detail: `${workers.length} online` }
        : {
            state: 'warning',
            what: 'worker',
            detail: 'offline: jobs wait',
            mend: 'Start one with `blindpair worker`, or `blindpair up`.',
          },
    ];
  } catch (error) {
    return [
      {
        state: 'missing',
        what: 'database',
        detail: isAppError(error) ? error.message : 'does not answer, or was never migrated',
        mend: 'Check DATABASE_URL and that Postgres 14 or newer runs; then run `blindpair migrate`.',
      },
    ];
  }
}

function secret(): Finding {
  const { DATABASE_URL, NEXTAUTH_SECRET } = env();
  if (NEXTAUTH_SECRET) return { state: 'ok', what: 'secret', detail: 'NEXTAUTH_SECRET is set' };
  if (!DATABASE_URL)
    return { state: 'ok', what: 'secret', detail: 'made by itself for the embedded database' };
  return {
    state: 'missing',
    what: 'secret',
    detail: 'NEXTAUTH_SECRET is not set; production refuses to start',
    mend: 'Set it to the output of: openssl rand -base64 48',
  };
}

/** The web server speaks http only: an https address means that a proxy stands before it. */
export function proxy(): Finding {
  const { NEXTAUTH_URL, TRUST_PROXY } = env();
  const what = 'proxy';
  if (TRUST_PROXY === '1') return { state: 'ok', what, detail: 'X-Forwarded-For is trusted' };
  if (!NEXTAUTH_URL?.startsWith('https:')) return { state: 'ok', what, detail: 'none' };
  return {
    state: 'warning',
    what,
    detail: `${NEXTAUTH_URL} is behind a proxy, but TRUST_PROXY is off: sign-in attempts are not counted by address, or all as the proxy's`,
    mend: 'Set TRUST_PROXY=1, if the proxy sets X-Forwarded-For.',
  };
}

async function browser(): Promise<Finding> {
  const folders = (process.env.PATH ?? '').split(delimiter);
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    for (const folder of folders) {
      const path = join(folder, name);
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found)
        return { state: 'ok', what: 'chromium', detail: `${path} (only the tests need it)` };
    }
  }
  return {
    state: 'warning',
    what: 'chromium',
    detail: 'not on the PATH; only the browser tests need it',
    mend: 'On Debian: apt-get install chromium',
  };
}
