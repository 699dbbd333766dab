import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command } from 'commander';
import { AppError } from '@/lib/domain/errors';
import { env } from '@/lib/infra/env';
import { MINIATURE_WEIGHTS } from '@/lib/infra/encoders/registry';
import { removeEncoder, requireRemovable } from '@/lib/infra/models/remove';

export const removeCommand = (): Command =>
  new Command('remove')
    .description('Removes encoders from the models folder and says what space that freed.')
    .argument('<ids...>', 'ids from `blindpair models list --installed`')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      `
Embeddings, pairs and scores that were made with an encoder stay. Images that are added later cannot
be encoded without it; a published one can be downloaded again, your own must be added again.`,
    )
    .action(async (ids: string[], options: { json?: boolean }) => {
      for (const id of ids) await requireOwn(id);
      const results = [];
      for (const id of ids) {
        const removed = await removeEncoder(env().modelsDir, id);
        results.push({ id, ...removed });
        if (options.json) continue;
        const back = removed.published ? `blindpair models pull ${id}` : 'blindpair models add';
        const megabytes = (removed.bytes / 1024 ** 2).toFixed(1);
        console.log(`${id}  removed, ${megabytes} MB are free again. Back with: ${back}`);
      }
      if (options.json) console.log(JSON.stringify(results, null, 2));
    });

/** Before anything is removed: all or none of a list with a wrong id in it. */
async function requireOwn(id: string): Promise<void> {
  const bundled = await access(resolve(env().BLINDPAIR_ROOT, MINIATURE_WEIGHTS, `${id}.json`)).then(
    () => true,
    () => false,
  );
  if (bundled) {
    throw new AppError(
      'invalid',
      `${id} is part of Blindpair itself, and stays. Nothing was removed.`,
    );
  }
  await requireRemovable(env().modelsDir, id);
}
