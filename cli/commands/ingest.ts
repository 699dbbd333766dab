import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Command } from 'commander';
import type { BatchCounts } from '@/lib/features/corpus/batch-counts';
import { LINE_SELECT, toReportLine } from '@/lib/features/corpus/batch-queries';
import { createBatch } from '@/lib/features/corpus/create-batch';
import { ingestFile } from '@/lib/features/corpus/ingest-file';
import { finishBatch } from '@/lib/features/corpus/finish-batch';
import { ingestSource } from '@/lib/features/corpus/ingest-source';
import { checkedInput } from '@/lib/features/people/checked-input';
import { createProject } from '@/lib/features/people/create-project';
import { AppError, isAppError } from '@/lib/domain/errors';
import { openArchiveFile } from '@/lib/infra/archive';
import { openFolder } from '@/lib/infra/file-source';
import { startBar } from '../lib/bar';
import { withInstance } from '../lib/open';
import { findProject } from '../lib/project';
import { stopSignal } from '../lib/signals';

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
    .option('--batch <id>', 'go on with an interrupted batch')
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
        for (const path of paths) {
          const bar = startBar('Ingest', options.json);
          const kind = await kindOf(path);
          const shared = { projectId: project.id, batchId };
          if (kind === 'file') {
            await ingestFile(ctx, { ...shared, name: basename(path), bytes: await readFile(path) });
            bar.end(path);
            continue;
          }
          try {
            const source = kind === 'folder' ? await openFolder(path) : await openArchiveFile(path);
            await ingestSource(ctx, {
              ...shared,
              source,
              signal,
              onProgress: (done, total) => bar.update(done, total),
            });
            bar.end(path);
          } catch (error) {
            bar.fail();
            if (!isAppError(error) && signal.aborted) {
              throw new AppError(
                'unavailable',
                `Stopped. Finished files are kept. Go on with: --batch ${batchId}`,
              );
            }
            throw error;
          }
        }
        const counts = await finishBatch(ctx, { projectId: project.id, batchId });
        await report(ctx, batchId, counts, options.json ?? false);
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
  return findProject(ctx, options.project);
}

async function kindOf(path: string): Promise<'folder' | 'archive' | 'file'> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    return path.toLowerCase().endsWith('.zip') ? 'archive' : 'file';
  } catch {
    throw new AppError('not-found', `There is no file or folder "${path}". Check the path.`);
  }
}

async function report(
  ctx: Ctx,
  batchId: string,
  counts: BatchCounts,
  json: boolean,
): Promise<void> {
  const files = await ctx.db.uploadFile.findMany({
    where: { batchId, ...(json ? {} : { outcome: { not: 'ADDED' } }) },
    orderBy: { name: 'asc' },
    select: LINE_SELECT,
  });
  const lines = files.map(toReportLine);
  if (json) {
    const rows = lines.map(({ id: _, ...line }) => line);
    console.log(JSON.stringify({ batchId, ...counts, files: rows }, null, 2));
    return;
  }
  const { added, duplicate, refused } = counts;
  for (const { outcome, name, reason, sameAs } of lines) {
    const why = reason?.sentence ?? (sameAs === null ? '' : `The same picture as ${sameAs}.`);
    console.log(`${outcome.toLowerCase().padEnd(10)} ${name}  ${why}`);
  }
  console.log(`${added} added, ${duplicate} duplicates, ${refused} refused.`);
  if (added + duplicate === 0) process.exitCode = 1;
}
