import { stat } from 'node:fs/promises';
import { Command } from 'commander';
import { createBatch } from '@/lib/features/corpus/create-batch';
import { finishBatch } from '@/lib/features/corpus/finish-batch';
import { ingestSource } from '@/lib/features/corpus/ingest-source';
import { checkedInput } from '@/lib/features/people/checked-input';
import { createProject } from '@/lib/features/people/create-project';
import { AppError, isAppError } from '@/lib/domain/errors';
import { openArchiveFile } from '@/lib/infra/archive';
import { openFile, openFolder } from '@/lib/infra/file-source';
import { startBar } from '../lib/bar';
import { printReport } from '../lib/ingest-report';
import { withInstance } from '../lib/open';
import { id } from '../lib/options';
import { findProject } from '../lib/project';
import { Cancelled, stopSignal } from '../lib/signals';

interface Options {
  project?: string;
  create?: boolean;
  source: string;
  licence: string;
  batch?: string;
  json?: boolean;
}

export const ingestCommand = (): Command =>
  new Command('ingest')
    .description('Adds images: folders, zip archives or single files (JPEG, PNG, WebP, AVIF).')
    .argument('<paths...>', 'folders, .zip archives or image files')
    .option('--project <slug>', 'the project (default: the only one)')
    .option('--create', 'make the project if there is none of that name')
    .option('--source <text>', 'where the images come from', 'unknown')
    .option('--licence <text>', 'under which licence, e.g. CC-BY-4.0', 'unknown')
    .option('--batch <id>', 'go on with an interrupted batch', id)
    .option('--json', 'print the report, one row per file, as JSON')
    .addHelpText(
      'after',
      `
Each bad file is named with its reason while the good ones go in. Orientation is baked in, metadata
such as GPS is dropped, duplicates are reported. The exit status is 0 when at least one file was good.

Example
  $ blindpair ingest photos/ more.zip --project birds --create --source "own photographs" --licence CC-BY-4.0`,
    )
    .action(async (paths: string[], options: Options) => {
      const signal = stopSignal();
      if (options.create && options.project) checkedInput('slug', options.project);
      // Before a project is made for what does not exist.
      const kinds = new Map<string, Kind>();
      for (const path of paths) kinds.set(path, await kindOf(path));
      await withInstance('command line', async ({ ctx }) => {
        const project = await projectFor(ctx, options);
        const batchId =
          options.batch ??
          (
            await createBatch(ctx, {
              projectId: project.id,
              source: options.source,
              licence: options.licence,
            })
          ).batchId;
        for (const [path, kind] of kinds) {
          const bar = startBar('Ingest', options.json);
          try {
            await ingestSource(ctx, {
              projectId: project.id,
              batchId,
              source: await OPEN[kind](path),
              signal,
              onProgress: (done, total) => bar.update(done, total),
            });
            bar.end(path);
          } catch (error) {
            bar.fail();
            if (!isAppError(error) && signal.aborted) {
              throw new Cancelled(
                `Stopped. Finished files are kept. Run the same command with --batch ${batchId} to go on.`,
              );
            }
            throw error;
          }
        }
        const counts = await finishBatch(ctx, { projectId: project.id, batchId });
        await printReport(ctx, batchId, counts, options.json ?? false);
        if (counts.added + counts.duplicate === 0) process.exitCode = 1;
      });
    });

type Ctx = Parameters<typeof createBatch>[0];

async function projectFor(ctx: Ctx, options: Options): Promise<{ id: string; slug: string }> {
  if (options.create && options.project) {
    const exists = await ctx.db.project.findUnique({
      where: { slug: options.project },
      select: { id: true },
    });
    if (!exists) await createProject(ctx, { slug: options.project, name: options.project });
  }
  return findProject(
    ctx,
    options.project,
    'Name it with --project NAME and add --create to make it.',
  );
}

type Kind = 'folder' | 'archive' | 'file';

const OPEN = {
  folder: openFolder,
  archive: openArchiveFile,
  file: openFile,
} as const;

async function kindOf(path: string): Promise<Kind> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    return path.toLowerCase().endsWith('.zip') ? 'archive' : 'file';
  } catch {
    throw new AppError('not-found', `There is no file or folder "${path}". Check the path.`);
  }
}
