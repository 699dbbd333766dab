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
  COVERAGE,
  coverageTable,
  DESIGNS,
  nameOf,
  PLANNED,
  plannedTable,
  PUBLISHED,
  RATER_SDS,
  SEED,
  SPREAD,
  USUAL_RATER_SD,
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
  return DESIGNS.flatMap(({ pairAccuracy, raterSd, pairSd, size }, design) => {
    const model = modelWithAccuracy('pair', pairAccuracy, { ...SPREAD, raterSd, pairSd });
    return Array.from({ length: Math.ceil(studies / PER_TASK) }, (_task, i) => ({
      design,
      model,
      size,
      items: pairAccuracy === PUBLISHED,
      from: i * PER_TASK,
      to: Math.min(studies, (i + 1) * PER_TASK),
      seed: SEED,
    }));
  });
}

/** Runs the tasks on `workers` threads. Sums do not depend on who did which. */
async function run(tasks: readonly CoverageTask[], workers: number) {
  const results: (CoverageCounts | undefined)[] = DESIGNS.map(() => undefined);
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
        const { design } = task!;
        const before = results[design];
        results[design] = before ? add(before, counts) : counts;
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
  return DESIGNS.map((design, at): Result => ({ ...design, counts: results[at]! }));
}

/** The docs with both tables. */
const written = (docs: string, results: readonly Result[]): string =>
  between(between(docs, COVERAGE, coverageTable(results)), PLANNED, plannedTable(results));

async function simulateCoverage({ studies, workers }: Options) {
  const write = studies >= ENOUGH;
  // Found out now, not after minutes of work.
  if (write) written(await readFile(DOCS, 'utf8'), []);
  const results = await run(plan(studies), workers);
  if (write) {
    await writeFile(DOCS, written(await readFile(DOCS, 'utf8'), results));
  } else {
    process.stderr.write('A try-out: docs/statistics.md is left as it is.\n');
  }
  const designs = results.map(({ pairAccuracy, raterSd, pairSd, size, counts }) => ({
    pairAccuracy,
    spread: { ...SPREAD, raterSd, pairSd },
    size: nameOf(size),
    shared: size.pairsPerRater !== undefined,
    coverage: counts.crossedPair / counts.studies,
    tooHigh: counts.pairAbove / counts.studies,
    itemCoverage: counts.items === 0 ? null : counts.crossedItem / counts.items,
    percentile: counts.percentilePair / counts.studies,
    pooledWilson: counts.pooledPair / counts.studies,
    width: counts.pairWidth / counts.studies,
    percentileWidth: counts.percentileWidth / counts.studies,
  }));
  /** Of the published accuracy, by size. */
  const bySize = (raterSd: number, name: 'coverage' | 'percentile' | 'pooledWilson') =>
    Object.fromEntries(
      designs
        .filter(
          ({ pairAccuracy, spread, shared }) =>
            !shared &&
            pairAccuracy === PUBLISHED &&
            spread.raterSd === raterSd &&
            spread.pairSd === SPREAD.pairSd,
        )
        .map((design) => [design.size, design[name]]),
    );
  const result = {
    studies,
    seed: SEED,
    method: 'crossed-logit-t',
    pairAccuracy: PUBLISHED,
    coverage: bySize(USUAL_RATER_SD, 'coverage'),
    percentile: bySize(USUAL_RATER_SD, 'percentile'),
    pooledWilson: bySize(USUAL_RATER_SD, 'pooledWilson'),
    spread: { ...SPREAD, raterSd: USUAL_RATER_SD },
    byRaterSd: RATER_SDS.map((raterSd) => ({ raterSd, coverage: bySize(raterSd, 'coverage') })),
    designs,
  };
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
