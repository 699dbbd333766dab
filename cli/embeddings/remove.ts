import { Command } from 'commander';
import { removeImported } from '@/lib/features/encoding/remove-imported';
import { withInstance } from '../lib/open';
import { findProject } from '../lib/project';

export const removeCommand = (): Command =>
  new Command('remove')
    .description('Removes an encoder whose embeddings were imported, with all of them.')
    .argument('<encoder>', 'id from `blindpair embeddings list`')
    .option('--project <slug>', 'the project (default: the only one)')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Refused while a mining run that waits or works needs them. Runs that are done keep their pairs, cosines
and files; nearest images are no longer shown for them. Nothing brings the embeddings back but another import.

Example
  $ blindpair embeddings remove lab-clip --project birds`,
    )
    .action(async (encoderId: string, options: { project?: string; json?: boolean }) => {
      await withInstance('command line', async ({ ctx }) => {
        const project = await findProject(ctx, options.project);
        const removed = await removeImported(ctx, { projectId: project.id, encoderId });
        if (options.json) return console.log(JSON.stringify(removed, null, 2));
        const { encoder, embeddings, bytes } = removed;
        console.log(
          `${embeddings} embeddings of ${encoder} removed, ${(bytes / 1e6).toFixed(1)} MB. Runs that are done keep their pairs.`,
        );
      });
    });
