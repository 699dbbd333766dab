import { AppError } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import { startBar, type Bar, type Unit } from './bar';
import { Cancelled } from './signals';

/** What the handlers call their steps -> what a person reads. */
const STEP_NAMES: Readonly<Record<string, string>> = {
  ingest: 'Read files',
  measure: 'Measure images',
  duplicates: 'Find duplicates',
  encode: 'Encode',
  'encode-semantic': 'Semantic encoder',
  'encode-visual': 'Visual encoder',
  compare: 'Compare pairs',
  'compare-millions': 'Compare pairs',
  cluster: 'Cluster images',
  guess: 'Guess patterns',
  store: 'Store pairs',
  check: 'Check pairs',
  write: 'Write files',
  verify: 'Read back',
  score: 'Score pairs',
};

/** Steps whose rate is worth saying, or that count something else than the steps around them. */
const UNITS: Readonly<Record<string, Unit>> = {
  'encode-semantic': { name: 'images', each: 1 },
  'encode-visual': { name: 'images', each: 1 },
  compare: { name: 'pairs', each: 1 },
  'compare-millions': { name: 'pairs', each: 1e6 },
  // Of the images of the kept pairs, an image in several of them once: never the number of pairs.
  guess: { name: 'images', each: 1 },
  store: { name: 'pairs', each: 1 },
};

/** Shows a job's progress until it ends. Returns its result; throws its sentence when it failed. */
export async function followJob(
  ctx: Ctx,
  jobId: string,
  options: {
    label: string;
    signal: AbortSignal;
    quiet?: boolean;
    summary?: (result: unknown) => string;
    /** Awaited at each look, before the job is read. */
    onLook?: () => Promise<void>;
  },
): Promise<unknown> {
  // Begun with the first step, so that it bears that step's name.
  let bar: Bar | null = null;
  let step: string | null = null;
  for (;;) {
    if (options.signal.aborted) {
      bar?.fail();
      throw new Cancelled();
    }
    await options.onLook?.();
    const job = await ctx.db.job.findUniqueOrThrow({ where: { id: jobId } });
    if (job.step !== step && job.step !== null) {
      bar?.end();
      bar = startBar(STEP_NAMES[job.step] ?? job.step, options.quiet, UNITS[job.step]);
      step = job.step;
    }
    const ended = job.status === 'DONE' || job.status === 'FAILED' || job.status === 'CANCELLED';
    if (ended || job.total !== null) bar ??= startBar(options.label, options.quiet);
    if (job.total !== null) bar?.update(job.done, job.total);
    if (job.status === 'DONE') {
      bar?.end(options.summary?.(job.result) ?? '');
      return job.result;
    }
    if (ended) {
      bar?.fail();
      throw new AppError('unprocessable', job.error ?? 'The job was cancelled.');
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
