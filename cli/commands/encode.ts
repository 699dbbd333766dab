import { Command } from 'commander';
import { startEncoding } from '@/lib/features/encoding/start-encoding';
import { withInstance } from '../lib/open';
import { findProject } from '../lib/project';
import { runToEnd } from '../lib/run-jobs';
import { stopSignal } from '../lib/signals';

export const encodeCommand = (): Command =>
  new Command('encode')
    .description('Computes the embeddings that are missing. Mining does this by itself.')
    .option('--project <slug>', 'the project (default: the only one)')
    .option('--encoder <id...>', 'only these encoders (default: all that are installed)')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Every embedding carries the encoder's id, the hash of its weights and the version of its
preprocessing; one that no longer fits is computed again, never mixed. Stop with Ctrl-C at any time:
finished chunks of 512 images are kept.

Examples
  $ blindpair encode --project birds
  $ blindpair encode --project birds --encoder miniature-visual --json`,
    )
    .action(async (options: { project?: string; encoder?: string[]; json?: boolean }) => {
      const signal = stopSignal();
      await withInstance('command line', async (instance) => {
        const project = await findProject(instance.ctx, options.project);
        const { jobId } = await startEncoding(instance.ctx, {
          projectId: project.id,
          ...(options.encoder ? { encoderIds: options.encoder } : {}),
        });
        const result = await runToEnd(instance, jobId, { label: 'Encode', signal });
        if (options.json) console.log(JSON.stringify(result));
      });
    });
