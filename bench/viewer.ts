/** `npm run bench viewer`: how smooth the pair viewer moves two large photographs. See bench/viewer.md. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from '../e2e/chromium.mjs';
import { cli, startInstance } from './explorer/instance';
import { addLargePair, PROJECT } from './viewer/corpus';
import { measureViewer } from './viewer/pages';

const USAGE = `Usage: npm run bench viewer -- [--seconds 8] [--rounds 2]\n`;

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
  const dataDir = await mkdtemp(join(tmpdir(), 'blindpair-viewer-'));
  const cleanUps: (() => Promise<unknown>)[] = [
    () => rm(dataDir, { recursive: true, force: true }),
  ];
  try {
    const images = await addLargePair(dataDir);
    say(`two photographs of ${images.megapixels} megapixels, ${images.megabytes} MB together`);
    const instance = await startInstance(dataDir);
    cleanUps.unshift(instance.stop);
    const person = JSON.parse(
      await cli(dataDir, [
        ...['user', 'add', `${randomUUID()}@bench.example`, '--json'],
        ...['--project', PROJECT, '--role', 'annotator'],
      ]),
    ) as { email: string; password: string };
    const browser = await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    cleanUps.unshift(() => browser.close());
    const measured = await measureViewer(browser, instance.url, person, options, say);
    const result = { bench: 'viewer', ...images, browser: browser.version(), ...measured };
    process.stdout.write(`${JSON.stringify(result)}\n`);
    return 0;
  } finally {
    for (const cleanUp of cleanUps) await cleanUp().catch(() => undefined);
  }
}

function read(args: string[]): { seconds: number; rounds: number } | null {
  try {
    const { values } = parseArgs({
      args,
      options: {
        seconds: { type: 'string', default: '8' },
        rounds: { type: 'string', default: '2' },
      },
    });
    const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
    return [seconds, rounds].every((n) => Number.isInteger(n) && n > 0)
      ? { seconds, rounds }
      : null;
  } catch {
    return null;
  }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);
