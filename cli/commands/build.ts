import { Command } from 'commander';
import { ensureBuild } from '../lib/build';
import { stopSignal } from '../lib/signals';

export const buildCommand = (): Command =>
  new Command('build')
    .description('Builds the web application, if its sources changed since the last build.')
    .addHelpText(
      'after',
      `
\`up\` and \`demo\` do the same by themselves. Run it alone to have the build ready before the first
start, e.g. in a container image: it leaves a mark in .next by which they know that nothing is to be
built. Needs no database and no data folder.

Example
  $ npm run build && npm start`,
    )
    .action(async () => {
      await ensureBuild(stopSignal());
      console.error('The web application is built.');
    });
