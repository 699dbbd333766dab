/** `npm run simulate:coverage`: how often the intervals hold the truth of simulated studies. */
import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { Command, InvalidArgumentError } from 'commander';
import { modelWithAccuracy } from '@/lib/domain/statistics/simulate';
import type { CoverageCounts } from '@/lib/domain/statistics/simulate-coverage';
import {
  add,
  between,
  coverageTable,
  nameOf,
  PAIR_ACCURACY,
  PAIRS,
  RATER_SDS,
  RATERS,
  SEED,
  SPREAD,
  type CoverageTask,
  type Result,
} from './designs';

const ENTRY = fileURLToPath(new URL('./coverage.mjs', import.meta.url));
const DOCS = fileURLToPath(new URL('../../docs/statistics.md', import.meta.url));
const PER_TASK = 10;
/** Below this many studies the docs are left as they are: a try-out is no result. */
const ENOUGH = 1000;

interface Options {
  studies: number;
  workers: number;
}

function plan(studies: number): CoverageTask[] {
  return RATER_SDS.flatMap((raterSd) => {
    const model = modelWithAccuracy('pair', PAIR_ACCURACY, { ...SPREAD, raterSd });
    return RATERS.flatMap((raters) =>
      Array.from({ length: Math.ceil(studies / PER_TASK) }, (_task, i) => ({
        model,
        size: { raters, pairs: PAIRS },
        from: i * PER_TASK,
        to: Math.min(studies, (i + 1) * PER_TASK),
        seed: SEED,
      })),
    );
  });
}

/** Runs the tasks on `workers` threads. Sums do not depend on who did which. */
async function run(tasks: readonly CoverageTask[], workers: number) {
  const results = new Map<string, Result>();
  let next = 0;
  let done = 0;
  const started = performance.now();
  const thread = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(ENTRY, { execArgv: [] });
      let task: CoverageTask | undefined;
      const give = () => {
        task = tasks[next];
        next += 1;
        if (!task) return void worker.terminate().then(() => resolve());
        worker.postMessage(task);
      };
      worker.on('message', (counts: CoverageCounts) => {
        const { size, model } = task!;
        const design = `${model.raterSd}/${nameOf(size)}`;
        const before = results.get(design)?.counts;
        results.set(design, {
          raterSd: model.raterSd,
          size,
          counts: before ? add(before, counts) : counts,
        });
        done += 1;
        const seconds = ((performance.now() - started) / 1000).toFixed(0);
        process.stderr.write(`\r${done} of ${tasks.length} parts, ${seconds} s`);
        give();
      });
      worker.on('error', reject);
      give();
    });
  await Promise.all(Array.from({ length: workers }, thread));
  process.stderr.write('\n');
  return [...results.values()].sort(
    (a, b) => a.raterSd - b.raterSd || a.size.raters - b.size.raters,
  );
}

async function simulateCoverage({ studies, workers }: Options) {
  const results = await run(plan(studies), workers);
  if (studies >= ENOUGH) {
    const text = await readFile(DOCS, 'utf8');
    await writeFile(DOCS, between(text, coverageTable(results)));
  } else {
    process.stderr.write('A try-out: docs/statistics.md is left as it is.\n');
  }
  const [usual, varied] = RATER_SDS.map((raterSd) => {
    const own = results.filter((result) => result.raterSd === raterSd);
    const share = (name: 'crossedPair' | 'crossedItem' | 'pooledPair' | 'pooledItem') =>
      Object.fromEntries(
        own.map(({ size, counts }) => [nameOf(size), counts[name] / counts.studies]),
      );
    return {
      coverage: share('crossedPair'),
      itemCoverage: share('crossedItem'),
      pooledWilson: share('pooledPair'),
      itemPooledWilson: share('pooledItem'),
      spread: { ...SPREAD, raterSd },
    };
  });
  const result = { studies, pairAccuracy: PAIR_ACCURACY, seed: SEED, ...usual, varied };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give 1 or more.');
  return value;
}

await new Command('simulate:coverage')
  .description('Simulates studies with a known truth and counts how often the intervals hold it.')
  .option('--studies <n>', 'per design', positive, ENOUGH)
  .option('--workers <n>', 'threads; the result is the same', positive, availableParallelism())
  .action(simulateCoverage)
  .parseAsync();
