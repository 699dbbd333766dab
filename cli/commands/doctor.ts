import { Command } from 'commander';
import { runDoctor } from '../lib/doctor';

export const doctorCommand = (): Command =>
  new Command('doctor')
    .description('Says what is missing and how to mend it. Changes nothing.')
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      `
Looks at Node, native modules, the data folder and its free space, the database and its migrations,
encoders and their weights, the worker, secrets, the proxy, and the browser that the tests need. The exit status
is 1 when something that Blindpair needs to run is missing.

Examples
  $ blindpair doctor
  $ blindpair doctor --json | jq '.[] | select(.state != "ok")'`,
    )
    .action(async (options: { json?: boolean }) => {
      const findings = await runDoctor();
      if (options.json) console.log(JSON.stringify(findings, null, 2));
      else {
        for (const { state, what, detail, mend } of findings) {
          console.log(
            `${{ ok: 'ok     ', warning: 'look   ', missing: 'MISSING' }[state]}  ${what.padEnd(14)} ${detail}`,
          );
          if (mend) console.log(`${' '.repeat(24)} -> ${mend}`);
        }
      }
      if (findings.some((finding) => finding.state === 'missing')) process.exitCode = 1;
    });
