import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Command } from 'commander';
import { AppError } from '@/lib/domain/errors';
import { importBenchmark, type ImportedReport } from '@/lib/features/benchmark/import-benchmark';
import { benchmarkFields } from '@/lib/features/benchmark/schemas';
import { checkedInput } from '@/lib/features/people/checked-input';
import { createProject } from '@/lib/features/people/create-project';
import { openArchiveFile } from '@/lib/infra/archive';
import type { Ctx } from '@/lib/infra/context';
import { openFolder } from '@/lib/infra/file-source';
import { startBar, type Bar } from '../lib/bar';
import { withInstance } from '../lib/open';
import { findProject } from '../lib/project';
import { Cancelled, stopSignal } from '../lib/signals';

interface Options {
  project?: string;
  create?: boolean;
  name?: string;
  source: string;
  licence: string;
  by?: string;
  allowMissing?: boolean;
  allowRelease?: boolean;
  json?: boolean;
}

export const importBenchmarkCommand = (): Command =>
  new Command('import-benchmark')
    .description(
      'Takes a published benchmark in MMVP’s form into a project, to measure people on it.',
    )
    .argument('<path>', 'folder or .zip with Questions.csv and "MMVP Images/"')
    .option('--project <slug>', 'the project (default: the only one); best one of its own')
    .option('--create', 'make the project if there is none of that name')
    .option('--name <text>', 'what the benchmark is called (default: the folder’s name)')
    .option('--source <text>', 'where it comes from', 'unknown')
    .option('--licence <text>', 'under which licence it is', 'unknown')
    .option('--by <address>', 'whose import it is (default: the only administrator there is)')
    .option('--allow-missing', 'take the whole pairs although some images are missing')
    .option('--allow-release', 'its licence lets its pairs into releases of the project')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
All of it is read, checked and decoded before anything is stored; of a refused import nothing is left.
Its pairs can enter a study at once. Keys come from Questions.csv; there are no cosines until a mining run
finds the pairs. Patterns are unknown unless a Patterns.csv (Index,Pattern) stands beside it.

Example
  $ blindpair import-benchmark MMVP/ --project mmvp --create --name MMVP \\
      --source https://huggingface.co/datasets/MMVP/MMVP --licence MIT`,
    )
    .action(async (path: string, options: Options) => {
      const signal = stopSignal();
      const { json = false } = options;
      if (options.create) {
        if (!options.project) {
          throw new AppError(
            'invalid',
            '--create makes the project that --project names. Name it: --project NAME --create.',
          );
        }
        checkedInput('slug', options.project);
      }
      const kind = await stat(path).catch(() => null);
      if (!kind) {
        throw new AppError('not-found', `There is no file or folder "${path}". Check the path.`);
      }
      const fields = benchmarkFields.parse({
        name: options.name ?? basename(resolve(path)).replace(/\.zip$/i, ''),
        source: options.source,
        licence: options.licence,
        releaseAllowed: options.allowRelease ?? false,
        allowMissing: options.allowMissing ?? false,
      });
      await withInstance('command line', async ({ ctx }) => {
        const project = await projectFor(ctx, options);
        let bar: Bar | undefined;
        try {
          const userId = await importer(ctx, project.id, options.by);
          const images = (bar = startBar('Images', json));
          const report = await importBenchmark(ctx, {
            ...fields,
            projectId: project.id,
            userId,
            files: kind.isDirectory() ? await openFolder(path) : await openArchiveFile(path),
            signal,
            onProgress: (done, total) => images.update(done, total),
          });
          images.end();
          if (json) console.log(JSON.stringify(report, null, 2));
          else print(fields.name, report);
        } catch (error) {
          bar?.fail();
          // A project that was made for this import alone goes with it.
          if (project.made) await ctx.db.project.delete({ where: { id: project.id } });
          throw signal.aborted ? new Cancelled('Stopped. Nothing was imported.') : error;
        }
      });
    });

async function projectFor(ctx: Ctx, { create, project }: Options) {
  const there =
    !create || !project
      ? true
      : await ctx.db.project.findUnique({ where: { slug: project }, select: { id: true } });
  if (!there && project) await createProject(ctx, { slug: project, name: project });
  const hint = 'Name it with --project NAME and add --create to make it.';
  return { ...(await findProject(ctx, project, hint)), made: !there };
}

/** Questions have an author; the command line must say who stands for them here. */
async function importer(ctx: Ctx, projectId: string, address: string | undefined) {
  const people = await ctx.db.user.findMany({
    where: {
      disabledAt: null,
      ...(address ? { email: address.trim().toLowerCase() } : {}),
      OR: [{ instanceAdmin: true }, { memberships: { some: { projectId, role: 'ADMIN' } } }],
    },
    select: { id: true },
    take: 2,
  });
  const [only] = people;
  if (only && people.length === 1) return only.id;
  throw new AppError(
    'invalid',
    people.length > 1
      ? 'There are several administrators. Say whose import it is with --by ADDRESS.'
      : 'An administrator must stand for the import. Make one with `blindpair user add ADDRESS --admin`, or name one with --by ADDRESS.',
  );
}

function print(name: string, { pairs, numbers, patterns, leftOut }: ImportedReport): void {
  console.log(`${name}: ${pairs} pairs imported, numbers ${numbers.first} to ${numbers.last}.`);
  console.log(patterns === 0 ? 'Patterns: unknown.' : `Patterns: known of ${patterns} pairs.`);
  if (leftOut.missing.length === 0) return;
  console.log(`Missing images: ${leftOut.missing.map((index) => `${index}.jpg`).join(', ')}.`);
  console.log(`Left out for them: pairs ${leftOut.positions.join(', ')}.`);
}
