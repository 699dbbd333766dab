import { Command } from 'commander';
import { addCommand } from '../models/add';
import { listCommand } from '../models/list';
import { pullCommand } from '../models/pull';
import { removeCommand } from '../models/remove';
import { verifyCommand } from '../models/verify';

export const modelsCommand = (): Command =>
  new Command('models')
    .description('Encoders: list, download published ones, verify, add your own, remove.')
    .addHelpText(
      'after',
      `
Encoders lie in BLINDPAIR_MODELS (default: models in the data folder), each with a description that
pins its files by SHA-256. Nothing here needs a database. See docs/encoders.md.

Example
  $ blindpair models pull openai-vit-b32-224 dinov2-small
  $ blindpair mine --semantic openai-vit-b32-224 --visual dinov2-small`,
    )
    .addCommand(listCommand())
    .addCommand(pullCommand())
    .addCommand(verifyCommand())
    .addCommand(addCommand())
    .addCommand(removeCommand());
