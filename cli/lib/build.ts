import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@/lib/domain/errors';
import { env } from '@/lib/infra/env';
import { elapsed } from './rate';
import { Cancelled } from './signals';
import { startWait } from './wait';

/** What the build is made of; a change in one of these makes a new one. */
const SOURCES = [
  'app',
  'lib',
  'public',
  'proxy.ts',
  'next.config.js',
  'package-lock.json',
  'tsconfig.json',
  'postcss.config.mjs',
];
/**
 * What `next build` announces, in its order -> what a person reads: the real progress of a build. The
 * first takes nearly all the time, and Next tells nothing of how far it is.
 */
const STEPS: readonly (readonly [announced: string, doing: string])[] = [
  ['Creating an optimized production build', 'compiles the web pages'],
  ['Collecting page data', 'reads the pages'],
  ['Generating static pages', 'renders fixed pages'],
  ['Finalizing page optimization', 'writes files'],
];

/** Builds the web application if its sources changed since the last build. */
export async function ensureBuild(signal: AbortSignal): Promise<void> {
  const root = env().BLINDPAIR_ROOT;
  const stamp = await sourcesHash(root);
  const stampFile = join(root, '.next', 'blindpair-build');
  const before = await readFile(stampFile, 'utf8').catch(() => null);
  if (before === stamp) return;

  const wait = startWait('Build');
  const began = performance.now();
  wait.at('the first time and after an update; takes minutes on a slow machine');
  const child = spawn(process.execPath, [join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const abort = (): void => void child.kill('SIGTERM');
  signal.addEventListener('abort', abort, { once: true });
  let output = '';
  let reached = 0;
  const read = (chunk: Buffer): void => {
    output += chunk.toString();
    const now = STEPS.findLastIndex(([announced]) => output.includes(announced)) + 1;
    if (now <= reached) return;
    reached = now;
    wait.at(`${STEPS[now - 1]![1]}, step ${now} of ${STEPS.length}`);
  };
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  signal.removeEventListener('abort', abort);
  if (signal.aborted) {
    wait.fail();
    throw new Cancelled();
  }
  if (code !== 0) {
    wait.fail();
    process.stderr.write(output);
    throw new AppError('unavailable', 'The build failed; its messages are above.');
  }
  await writeFile(stampFile, stamp);
  wait.end(elapsed((performance.now() - began) / 1000));
}

async function sourcesHash(root: string): Promise<string> {
  const hash = createHash('sha256');
  const visit = async (path: string): Promise<void> => {
    const found = await stat(join(root, path)).catch(() => null);
    if (!found) return;
    if (found.isDirectory()) {
      for (const name of (await readdir(join(root, path))).sort()) await visit(join(path, name));
    } else if (!path.includes('.test.')) {
      hash.update(`${path}\0`).update(await readFile(join(root, path)));
    }
  };
  for (const source of SOURCES) await visit(source);
  return hash.digest('hex');
}
