import { Command } from 'commander';
import { importCommand } from '../embeddings/import';
import { listCommand } from '../embeddings/list';
import { removeCommand } from '../embeddings/remove';

export const embeddingsCommand = (): Command =>
  new Command('embeddings')
    .description(
      'Embeddings that were computed elsewhere: import them, mine with them, remove them.',
    )
    .addHelpText(
      'after',
      `
See docs/embeddings.md.

Example
  $ blindpair embeddings import clip_output/ --project birds --encoder lab-clip --role semantic \\
      --weights-sha256 5f2a… --preprocessing clip-336
  $ blindpair mine --project birds --semantic lab-clip --visual dinov2-base`,
    )
    .addCommand(importCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand());
