import { Command } from 'commander';
import { defaultEnv, env, overrideEnv } from '@/lib/infra/env';
import { log } from '@/lib/infra/log';
import { explain } from './lib/explain';
import { Cancelled } from './lib/signals';
import { version } from './lib/version';

/** In the order of the help. Each brings much along that the others never use. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  up: async () => (await import('./commands/up')).upCommand(),
  demo: async () => (await import('./commands/demo')).demoCommand(),
  build: async () => (await import('./commands/build')).buildCommand(),
  worker: async () => (await import('./commands/worker')).workerCommand(),
  migrate: async () => (await import('./commands/migrate')).migrateCommand(),
  ingest: async () => (await import('./commands/ingest')).ingestCommand(),
  'import-benchmark': async () =>
    (await import('./commands/import-benchmark')).importBenchmarkCommand(),
  hygiene: async () => (await import('./commands/hygiene')).hygieneCommand(),
  encode: async () => (await import('./commands/encode')).encodeCommand(),
  embeddings: async () => (await import('./commands/embeddings')).embeddingsCommand(),
  mine: async () => (await import('./commands/mine')).mineCommand(),
  export: async () => (await import('./commands/export')).exportCommand(),
  models: async () => (await import('./commands/models')).modelsCommand(),
  user: async () => (await import('./commands/user')).userCommand(),
  doctor: async () => (await import('./commands/doctor')).doctorCommand(),
  web: async () => (await import('./commands/web')).webCommand(),
};

/** The commands that the arguments name, which alone are loaded; all where they name none, as for help. */
const named = (args: readonly string[]): Promise<Command[]> => {
  const given = Object.keys(COMMANDS).filter((name) => args.includes(name));
  const names = given.length > 0 ? given : Object.keys(COMMANDS);
  return Promise.all(names.map((name) => COMMANDS[name]!()));
};

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

\`blindpair\` stands for \`node cli/blindpair.mjs\`, run in the folder of the program.

First steps
  $ npm run demo                                   a whole demonstration on http://127.0.0.1:3000
  $ blindpair up                                   your own, empty instance
  $ blindpair user add you@example.org --admin
  $ blindpair ingest photos/ --project birds --create --source "own photographs"
  $ blindpair mine --project birds`,
  );

for (const command of await named(process.argv.slice(2))) {
  program.addCommand(command, { hidden: command.name() === 'web' });
}

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
