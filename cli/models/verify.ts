import { Command } from 'commander';
import { installedEncoders } from '@/lib/infra/encoders/installed';
import { verifyEncoders } from '@/lib/infra/models/verify';

export const verifyCommand = (): Command =>
  new Command('verify')
    .description('Hashes every file of the installed encoders and runs each one once.')
    .argument('[ids...]', 'only these encoders')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nThe exit status is 1 when an encoder is not what it should be.')
    .action(async (ids: string[], options: { json?: boolean }) => {
      const results = await verifyEncoders(installedEncoders(), {
        ...(ids.length > 0 && { only: ids }),
        onResult: ({ id, ok, detail }) => {
          if (!options.json) console.log(`${ok ? 'ok    ' : 'BROKEN'}  ${id}  ${detail}`);
        },
      });
      if (options.json) console.log(JSON.stringify(results, null, 2));
      if (results.some(({ ok }) => !ok)) process.exitCode = 1;
    });
