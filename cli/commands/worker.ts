import { Command } from 'commander';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { sweepTemporaries } from '@/lib/infra/storage/durable';
import { openInstance } from '../lib/open';
import { count } from '../lib/options';
import { stopSignal, untilStopped } from '../lib/signals';
import { openWorkerCtx } from '../lib/worker-ctx';

/** A temporary file this old belongs to nobody any more: no write takes a day. */
const DAY_MS = 24 * 3600 * 1000;

export const workerCommand = (): Command =>
  new Command('worker')
    .description(
      'Runs background jobs: ingest, encode, mine, checks, releases. Start as many as you like.',
    )
    .option('--slots <n>', 'jobs at a time', count, 2)
    .option('--sole', 'no other worker is alive: take over running jobs at once')
    .addHelpText(
      'after',
      `
\`blindpair up\` starts one worker by itself. Start more, here or on other machines, with the same
DATABASE_URL and a shared data folder. Ctrl-C gives running jobs back; kill -9 loses nothing: another
worker takes the job over after 30 seconds and goes on where it was. A worker without a job helps the
others to encode, chunk by chunk, and to compare the pairs of a large mining run, tile by tile.

Environment
  DATABASE_URL      the database of the instance
  BLINDPAIR_DATA    the data folder, shared by all machines
  BLINDPAIR_MODELS  folder with more encoders, the same on all machines (default: models in the
                    data folder)
  ENCODER_THREADS   cores that encoders and the check of images use (default: all)
  BLINDPAIR_EXECUTION_PROVIDER
                    what computes encoders: cpu, cuda, webgpu, coreml or dml (default: cpu)
  MINING_MEMORY_MB  megabytes that comparing all pairs may use (default: half of the machine's)
  MINING_BLOCK_IMAGES
                    a run of more images is cut into tiles of two blocks of so many (default: 131072)

Example
  $ DATABASE_URL=postgres://... BLINDPAIR_DATA=/mnt/blindpair blindpair worker --slots 1`,
    )
    .action(async (options: { slots: number; sole?: boolean }) => {
      const signal = stopSignal();
      const instance = await openInstance('worker');
      const [{ startWorker }, { definitions, sweep, whenIdle }] = await Promise.all([
        import('@/lib/infra/jobs/worker'),
        import('../jobs'),
      ]);
      const { ctx, close } = await openWorkerCtx(instance);
      const daily = async (now: WorkerCtx): Promise<void> => {
        await sweepTemporaries(instance.dataDir, new Date(now.clock.now().getTime() - DAY_MS));
        await sweep(now);
      };
      const worker = await startWorker({
        ctx,
        databaseUrl: instance.databaseUrl,
        definitions,
        whenIdle,
        daily,
        slots: options.slots,
        sole: options.sole ?? instance.embedded,
      });
      ctx.log.info({ worker: worker.id }, 'worker ready');
      process.send?.('ready');
      await untilStopped(signal);
      await worker.stop();
      await close();
      await instance.close();
    });
