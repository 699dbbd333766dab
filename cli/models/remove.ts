import { Command } from 'commander';
import { AppError } from '@/lib/domain/errors';
import { env } from '@/lib/infra/env';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { removeEncoder } from '@/lib/infra/models/remove';

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
      await refuseBundled(ids);
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

async function refuseBundled(ids: readonly string[]): Promise<void> {
  const installed = await installedEncoders().list();
  const bundled = installed.filter(
    ({ id, description }) => ids.includes(id) && description?.miniature,
  );
  if (bundled.length === 0) return;
  throw new AppError(
    'invalid',
    `${bundled.map(({ id }) => id).join(', ')}: part of Blindpair itself, and stays. Nothing was removed.`,
  );
}
