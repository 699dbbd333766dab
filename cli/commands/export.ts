import { Command, Option } from 'commander';
import { withInstance } from '../lib/open';
import { count } from '../lib/options';
import { findProject } from '../lib/project';

interface Options {
  project?: string;
  release?: number;
  to?: string;
  out?: string;
  json?: boolean;
}

export const exportCommand = (): Command =>
  new Command('export')
    .description(
      'Copies a published release (MMVP folder, MMVP_VLM folder, JSON lines, manifest) to a file.',
    )
    .option('--project <slug>', 'the project (default: the only one)')
    .option('--release <version>', 'version number (default: the newest published one)', count)
    .option(
      '--to <file>',
      'where to write the zip (default: blindpair-<project>-v<version>.zip here)',
    )
    // What `mine` calls it; either works in both.
    .addOption(new Option('--out <file>').hideHelp())
    .option('--json', 'print as JSON')
    .addHelpText(
      'after',
      `
Releases are made on the Releases page, from pairs that passed the checks. The copy is compared with
the SHA-256 that was stored when the release was published.

Example
  $ blindpair export --project birds --release 2 --to birds-v2.zip`,
    )
    .action(async (options: Options) => {
      const { exportRelease } = await import('@/lib/features/release/export-release');
      await withInstance('command line', async ({ ctx }) => {
        const project = await findProject(ctx, options.project);
        const done = await exportRelease(ctx, {
          projectId: project.id,
          ...(options.release ? { version: options.release } : {}),
          to: (version) => options.to ?? options.out ?? `blindpair-${project.slug}-v${version}.zip`,
        });
        console.log(
          options.json
            ? JSON.stringify(done)
            : `Release ${done.version}: ${done.path} (${done.bytes} bytes, SHA-256 ${done.sha256})`,
        );
      });
    });
