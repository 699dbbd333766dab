import { Command } from 'commander';
import { AppError } from '@/lib/domain/errors';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { verifyEncoders } from '@/lib/infra/models/verify';

export const verifyCommand = (): Command =>
  new Command('verify')
    .description('Hashes every file of the installed encoders and runs each one once.')
    .argument('[ids...]', 'only these encoders')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nThe exit status is 1 when an encoder is not what it should be.')
    .action(async (ids: string[], options: { json?: boolean }) => {
      await requireKnown(ids);
      const results = await verifyEncoders(installedEncoders(), {
        ...(ids.length > 0 && { only: ids }),
        onResult: ({ id, ok, detail }) => {
          if (!options.json) console.log(`${ok ? 'ok    ' : 'BROKEN'}  ${id}  ${detail}`);
        },
      });
      if (options.json) console.log(JSON.stringify(results, null, 2));
      if (results.some(({ ok }) => !ok)) process.exitCode = 1;
    });

async function requireKnown(ids: readonly string[]): Promise<void> {
  const known = await installedEncoders().ids();
  const unknown = ids.filter((id) => !known.includes(id));
  if (unknown.length === 0) return;
  throw new AppError(
    'not-found',
    `Not installed: ${unknown.join(', ')}. Installed are ${known.join(', ')}. "blindpair models list" shows what can be downloaded.`,
  );
}
