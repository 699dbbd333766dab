/** `npm run bench explorer`: how smooth the explorer is over a large corpus. See bench/explorer.md. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from '../e2e/chromium.mjs';
import { buildCorpus, PROJECT, THRESHOLDS } from './explorer/corpus';
import { cli, startInstance } from './explorer/instance';
import { measurePages, openExplorer } from './explorer/pages';
import { measureServer } from './explorer/server';

const USAGE = `Usage: npm run bench explorer -- [--n 100000] [--seconds 12] [--rounds 2] [--per-image 3]
  [--data <folder>]     keep the corpus there, and use the one that is there
  [--trace <file>]      scroll once more before, and write what the browser did there\n`;

export async function main(args: string[]): Promise<number> {
  const options = read(args);
  if (!options) {
    process.stderr.write(USAGE);
    return 2;
  }
  const executablePath = findChromium();
  if (!executablePath) {
    process.stderr.write('No Chromium was found. Install it with: apt-get install chromium\n');
    return 1;
  }
  const scratch = await mkdtemp(join(tmpdir(), 'blindpair-explorer-'));
  const cleanUps: (() => Promise<unknown>)[] = [
    () => rm(scratch, { recursive: true, force: true }),
  ];
  try {
    const dataDir = options.data ?? join(scratch, 'data');
    await buildCorpus(dataDir, options.count, options.perImage, say);
    const instance = await startInstance(dataDir);
    cleanUps.unshift(instance.stop);
    const person = JSON.parse(
      await cli(dataDir, [
        ...['user', 'add', `${randomUUID()}@bench.example`, '--json'],
        ...['--project', PROJECT, '--role', 'admin'],
      ]),
    ) as { email: string; password: string };
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    cleanUps.unshift(() => browser.close());
    const explorer = await openExplorer(browser, instance.url, person, PROJECT);
    const server = await measureServer(explorer.page, explorer.api, THRESHOLDS);
    for (const line of server.lines) say(line);
    const pages = await measurePages(explorer, options, say);
    const result = {
      bench: 'explorer',
      images: options.count,
      passing: server.passing,
      ...pages,
      server: server.times,
    };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  } finally {
    for (const cleanUp of cleanUps) await cleanUp().catch(() => undefined);
  }
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        n: { type: 'string', default: '100000' },
        seconds: { type: 'string', default: '12' },
        rounds: { type: 'string', default: '2' },
        'per-image': { type: 'string', default: '3' },
        data: { type: 'string' },
        trace: { type: 'string' },
      },
    });
    const [count, seconds, rounds, perImage] = [
      values.n,
      values.seconds,
      values.rounds,
      values['per-image'],
    ].map(Number) as [number, number, number, number];
    const whole = [count, seconds, rounds, perImage].every((n) => Number.isInteger(n) && n > 0);
    if (!whole || count < 1000) return null;
    return { count, seconds, rounds, perImage, data: values.data, trace: values.trace };
  } catch {
    return null;
  }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
