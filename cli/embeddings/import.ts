import { Command, Option } from 'commander';
import { ENCODER_ROLES } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { MATCH_KEYS } from '@/lib/domain/match-images';
import { importEmbeddings } from '@/lib/features/encoding/import-embeddings';
import { importFields } from '@/lib/features/encoding/import-fields';
import type { ImportReport, Tally } from '@/lib/features/encoding/survey-rows';
import { startBar, type Bar } from '../lib/bar';
import { withInstance } from '../lib/open';
import { findProject } from '../lib/project';
import { Cancelled, stopSignal } from '../lib/signals';

interface Options {
  project?: string;
  encoder: string;
  role: string;
  weightsSha256: string;
  preprocessing?: string;
  name?: string;
  key?: string;
  keyColumn?: string;
  embeddingColumn?: string;
  ids?: string;
  allowMissing?: boolean;
  json?: boolean;
}

export const importCommand = (): Command =>
  new Command('import')
    .description('Stores embeddings of the images of a project, so that mining can use them.')
    .argument('<path>', '.npy, .npz, .parquet, a folder of them, or a folder of clip-retrieval')
    .option('--project <slug>', 'the project (default: the only one)')
    .requiredOption('--encoder <id>', 'id under which to mine: lower-case words joined by hyphens')
    .addOption(
      new Option('--role <role>', 'trained with text, or on images alone')
        .choices(ENCODER_ROLES)
        .makeOptionMandatory(),
    )
    .requiredOption('--weights-sha256 <hash>', 'SHA-256 of the weights that computed them')
    .option('--preprocessing <name>', 'lower-case words joined by hyphens (default: imported)')
    .option('--name <name>', 'shown to people (default: the id)')
    .addOption(
      new Option('--key <kind>', 'what says whose a row is (default: as the keys look)').choices(
        MATCH_KEYS,
      ),
    )
    .option('--ids <file>', 'keys of one .npy or .npz, one per line (default: the .txt beside it)')
    .option('--key-column <name>', 'Parquet: column with the key')
    .option('--embedding-column <name>', 'Parquet: column with the list of numbers')
    .option('--allow-missing', 'store what there is although some images have no row')
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      `
Rows are matched by the end of the path, by the SHA-256 of the handed-in or served bytes, or by the
image's id. All rows are checked before anything is stored. Nothing is stored where a row means two
images, or two rows with different vectors mean one. An image that has such an embedding keeps it.

Examples
  $ blindpair embeddings import emb.npy --ids names.txt --encoder lab-dino --role visual \\
      --weights-sha256 9c01… --project birds
  $ blindpair embeddings import clip_output/ --encoder lab-clip --role semantic \\
      --weights-sha256 5f2a… --preprocessing clip-336 --allow-missing`,
    )
    .action(async (path: string, options: Options) => {
      const signal = stopSignal();
      const { project: slug, json = false, encoder, weightsSha256, ...rest } = options;
      const parsed = importFields.safeParse({
        ...rest,
        encoderId: encoder,
        weightsHash: weightsSha256,
      });
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        const option = OPTIONS[String(issue?.path[0])] ?? String(issue?.path[0]);
        throw new AppError('invalid', `--${option} ${issue?.message ?? 'is not usable'}.`);
      }
      await withInstance('command line', async ({ ctx }) => {
        const project = await findProject(ctx, slug);
        let bar: Bar | undefined;
        let current: string | undefined;
        try {
          const result = await importEmbeddings(
            ctx,
            { ...parsed.data, projectId: project.id, path },
            {
              signal,
              onProgress(step, done, total) {
                if (step !== current) {
                  bar?.end();
                  bar = startBar(STEPS[step], json, { name: 'rows', each: 1 });
                  current = step;
                }
                bar?.update(done, total);
              },
              onReport(report) {
                bar?.end();
                bar = undefined;
                if (!json) print(report);
              },
            },
          );
          bar?.end();
          if (json) console.log(JSON.stringify(result, null, 2));
          else console.log(`${result.stored} embeddings stored as ${result.encoder}.`);
        } catch (error) {
          bar?.fail();
          throw signal.aborted ? new Cancelled() : error;
        }
      });
    });

const STEPS = { survey: 'Check rows', store: 'Store embeddings' } as const;
const OPTIONS: Readonly<Record<string, string>> = {
  encoderId: 'encoder',
  weightsHash: 'weights-sha256',
};

/** The report, a line per count, on standard error beside the progress. */
function print(report: ImportReport): void {
  const line = (name: string, count: number, more = '') =>
    console.error(`${name.padEnd(18)} ${count}${more}`);
  const tallied = (name: string, { count, examples }: Tally) => {
    if (count > 0)
      line(name, count, `  (${examples.join(', ')}${count > examples.length ? ', …' : ''})`);
  };
  line('Rows', report.rows, `  of ${report.dimensions} numbers, matched by ${report.matchedBy}`);
  line('Matched', report.matched, ` of ${report.images} images`);
  if (report.already > 0) line('There already', report.already);
  tallied('Missing', report.missing);
  tallied('Unknown', report.unknown);
  tallied('Duplicates', report.duplicates);
  tallied('Ambiguous', report.ambiguous);
  tallied('Contradicting', report.contradicting);
}
