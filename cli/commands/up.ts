import { Command } from 'commander';
import { AppError } from '@/lib/domain/errors';
import { env } from '@/lib/infra/env';
import { ensureBuild } from '../lib/build';
import { openInstance } from '../lib/open';
import { port } from '../lib/options';
import { refuseTakenPort, serve } from '../lib/serve';
import { stoppedBy, stopSignal, untilStopped } from '../lib/signals';

interface Options {
  port: number;
  host: string;
  dev?: boolean;
  embedded: boolean;
  worker: boolean;
}

export const upCommand = (): Command =>
  new Command('up')
    .description('Serves an instance: database, web server and one worker, until Ctrl-C.')
    .option('--port <n>', 'port of the web server', port, 3000)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for all', '127.0.0.1')
    .option('--dev', 'development server with hot reload')
    .option('--no-embedded', 'refuse to start without DATABASE_URL (what `npm start` does)')
    .option('--no-worker', 'web server only; workers run elsewhere')
    .addHelpText(
      'after',
      `
Without DATABASE_URL the embedded Postgres in the data folder is used. With it, any Postgres 14 or
newer; then NEXTAUTH_SECRET (and behind a proxy NEXTAUTH_URL) must be set. The first administrator is
made with \`blindpair user add you@example.org --admin\`, here or in another terminal. SIGTERM and
Ctrl-C let open requests end and give running jobs back; a person's lease on a pair outlives a restart.

Examples
  $ blindpair up --data /srv/blindpair
  $ DATABASE_URL=postgres://... NEXTAUTH_SECRET=... blindpair up --host 0.0.0.0 --port 8080`,
    )
    .action(async (options: Options) => {
      const signal = stopSignal();
      if (!options.embedded && !env().DATABASE_URL) {
        throw new AppError(
          'unavailable',
          'DATABASE_URL is not set. `npm start` serves production on a Postgres server; set it, or use `node cli/blindpair.mjs up` for the embedded database.',
        );
      }
      await refuseTakenPort(options.host, options.port);
      // Before the database is opened and migrated: a build that fails leaves the instance as it was,
      // and the version before it can still serve it.
      if (!options.dev) await ensureBuild(signal);
      const instance = await openInstance('up', { own: true });
      try {
        const served = await serve(instance, {
          port: options.port,
          host: options.host,
          worker: options.worker,
          ...(options.dev ? { dev: true } : {}),
        });
        console.error(`\nBlindpair is at ${served.url}   (Ctrl-C stops it)`);
        await untilStopped(signal);
        console.error(
          `\nStopping, asked by ${stoppedBy()}: requests finish, jobs are given back …`,
        );
        await served.stop();
      } finally {
        await instance.close();
      }
      console.error('Stopped. Nothing is left running.');
    });
