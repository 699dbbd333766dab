import { Command } from 'commander';
import { defaultEnv, env, overrideEnv } from '@/lib/infra/env';
import { log } from '@/lib/infra/log';
import { buildCommand } from './commands/build';
import { doctorCommand } from './commands/doctor';
import { demoCommand } from './commands/demo';
import { embeddingsCommand } from './commands/embeddings';
import { encodeCommand } from './commands/encode';
import { exportCommand } from './commands/export';
import { hygieneCommand } from './commands/hygiene';
import { importBenchmarkCommand } from './commands/import-benchmark';
import { ingestCommand } from './commands/ingest';
import { migrateCommand } from './commands/migrate';
import { mineCommand } from './commands/mine';
import { modelsCommand } from './commands/models';
import { upCommand } from './commands/up';
import { userCommand } from './commands/user';
import { webCommand } from './commands/web';
import { workerCommand } from './commands/worker';
import { explain } from './lib/explain';
import { Cancelled } from './lib/signals';
import { version } from './lib/version';

const SERVICES = new Set(['up', 'web', 'worker']);

const program = new Command('blindpair')
  .description(
    'Builds paired visual benchmarks of the MMVP kind: image pairs that CLIP sees as nearly the same and a vision-only encoder sees as different, with questions, a blind human baseline and exports.',
  )
  .version(version)
  .option(
    '--data <dir>',
    'folder of images, shards, exports and the embedded database (default: $BLINDPAIR_DATA or .blindpair)',
  )
  .hook('preAction', (command, action) => {
    const { data } = command.opts<{ data?: string }>();
    if (data) overrideEnv({ BLINDPAIR_DATA: data });
    // A person reads what a command prints; only what runs on and on keeps a log of its usual life.
    if (!SERVICES.has(action.name())) defaultEnv({ LOG_LEVEL: 'warn' });
    log.level = env().LOG_LEVEL;
  })
  .showHelpAfterError('Run `blindpair help` to see all commands.')
  .addHelpText(
    'after',
    `
Without DATABASE_URL, commands use the embedded Postgres in the data folder: through a running
\`blindpair up\` if there is one, else by opening it themselves. --data may stand before or after the
command. Results go to standard output, progress and messages to standard error.

Exit status
  0    done
  1    not done; the last line says why and what to do
  130  stopped by Ctrl-C; finished work is kept

First steps
  $ npm run demo                                   a whole demonstration on http://127.0.0.1:3000
  $ blindpair up                                   your own, empty instance
  $ blindpair user add you@example.org --admin
  $ blindpair ingest photos/ --project birds --create --source "own photographs"
  $ blindpair mine --project birds`,
  );

for (const command of [
  upCommand,
  demoCommand,
  buildCommand,
  workerCommand,
  migrateCommand,
  ingestCommand,
  importBenchmarkCommand,
  hygieneCommand,
  encodeCommand,
  embeddingsCommand,
  mineCommand,
  exportCommand,
  modelsCommand,
  userCommand,
  doctorCommand,
]) {
  program.addCommand(command());
}

program.addCommand(webCommand(), { hidden: true });

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof Cancelled) {
    console.error(error.message);
    process.exit(130);
  }
  const sentence = explain(error);
  if (sentence === null) console.error(error);
  else {
    // The sentence may be the wrong one: LOG_LEVEL=debug shows what was really thrown.
    log.debug({ err: error }, 'the command ended with an error');
    console.error(`\n${sentence}`);
  }
  // A failed command may have left a pool or the parent's channel open; neither may keep it alive.
  process.exit(1);
}
