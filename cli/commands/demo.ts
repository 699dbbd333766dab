import { Command } from 'commander';
import { env, overrideEnv } from '@/lib/infra/env';
import { ensureBuild } from '../lib/build';
import { demoCorpus, demoImages, refuseWithoutImages } from '../demo/images';
import { demoPairs } from '../demo/pairs';
import { demoPeople, printFirstSteps, printPeople } from '../demo/people';
import { openInstance } from '../lib/open';
import { port } from '../lib/options';
import { prepareServing, refuseTakenPort, serve, startWorkerChild } from '../lib/serve';
import { stoppedBy, stopSignal, untilStopped } from '../lib/signals';
import { waitFor } from '../lib/wait';

interface Options {
  port: number;
  images?: string;
}

export const demoCommand = (): Command =>
  new Command('demo')
    .description(
      'Everything at once: database, images, mined pairs, people for every role, web server.',
    )
    .option('--port <n>', 'port of the web server', port, 3000)
    .option('--images <dir>', 'use my photographs instead of the rendered scenes')
    .addHelpText(
      'after',
      `
Works offline. The first run takes a few minutes; a second one goes on where the first one was and
repeats nothing that is finished. Everything lies in the data folder: delete it to begin anew.

Examples
  $ npm run demo
  $ npm run demo -- --port 3100 --images ~/Pictures --data /var/tmp/my-demo`,
    )
    .action(async (options: Options) => {
      const signal = stopSignal();
      // A newcomer reads the steps; the log's lines between them are for operators.
      if (env().LOG_LEVEL === 'info') overrideEnv({ LOG_LEVEL: 'warn' });
      await refuseTakenPort('127.0.0.1', options.port);
      if (options.images !== undefined) await refuseWithoutImages(options.images);

      const instance = await waitFor('Database', () => openInstance('demo', { own: true }));
      let worker: ReturnType<typeof startWorkerChild> | undefined;
      try {
        const where = { port: options.port, host: '127.0.0.1' };
        await prepareServing(instance, where);
        const folder = options.images ?? (await demoCorpus(instance.dataDir, signal));
        const people = await demoPeople(instance);
        const project = people.project;
        await demoImages(instance.ctx, project.id, folder, options.images !== undefined, signal);
        const started = (worker = startWorkerChild(instance));
        await waitFor('Worker', () => started.ready);
        const pairs = await demoPairs(instance.ctx, project.id, signal);
        await ensureBuild(signal);
        const served = await waitFor('Web server', () => serve(instance, where, started));
        worker = undefined;

        printPeople(people, instance.dataDir);
        printFirstSteps(served.url, pairs);
        await untilStopped(signal);
        console.error(`\nStopping, asked by ${stoppedBy()} …`);
        await served.stop();
      } finally {
        await worker?.stop();
        await instance.close();
      }
      console.error('Stopped. Nothing is left running; `npm run demo` goes on from here.');
    });
