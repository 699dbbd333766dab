import { Command } from 'commander';
import { DEFAULT_THRESHOLDS, THRESHOLD_NAMES, type Thresholds } from '@/lib/domain/hygiene/rules';
import { LEAVES_OUT } from '@/lib/infra/left-out';
import { qualitySummary } from '@/lib/features/hygiene/queries';
import { thresholdFields } from '@/lib/features/hygiene/schemas';
import { startHygiene } from '@/lib/features/hygiene/start-hygiene';
import { AppError } from '@/lib/domain/errors';
import { withInstance, type Instance } from '../lib/open';
import { findProject } from '../lib/project';
import { runToEnd } from '../lib/run-jobs';
import { stopSignal } from '../lib/signals';

type Options = { project?: string; json?: boolean; list?: boolean } & {
  [name in keyof Thresholds]: string;
};

const text = (name: keyof Thresholds): string => String(DEFAULT_THRESHOLDS[name]);

export const hygieneCommand = (): Command =>
  new Command('hygiene')
    .description(
      'Flags copies, pages of text and images on which nothing can be told apart; mining leaves them out.',
    )
    .option('--project <slug>', 'the project (default: the only one)')
    .option('--min-side <pixels>', 'shorter side at least', text('minSide'))
    .option('--min-spread <levels>', 'grey levels at least, of 255', text('minSpread'))
    .option(
      '--min-sharpness <variance>',
      'variance of the Laplacian at least',
      text('minSharpness'),
    )
    .option('--min-bright <level>', '95th percentile of luma at least', text('minBright'))
    .option('--max-shade <level>', '5th percentile of luma at most', text('maxShade'))
    .option('--max-text <percent>', 'covered by text at most', text('maxText'))
    .option('--max-bits <bits>', 'bits of the hash in which copies may differ', text('maxBits'))
    .option('--max-change <levels>', 'largest change between copies', text('maxChange'))
    .option('--list', 'print the names of all images that are left out, not of some')
    .option('--json', 'print the counts as JSON')
    .addHelpText(
      'after',
      `
Each image is measured once per version of the measures; other thresholds need no new measuring. Stop
with Ctrl-C at any time: what was measured is kept. Nothing is deleted, and decisions of people stay.
docs/hygiene.md says what is measured and how the thresholds were chosen.

Examples
  $ blindpair hygiene --project birds
  $ blindpair hygiene --project birds --min-sharpness 30 --json`,
    )
    .action(async (options: Options) => {
      const signal = stopSignal();
      const thresholds = readThresholds(options);
      await withInstance('command line', async (instance) => {
        const { ctx } = instance;
        const project = await findProject(ctx, options.project);
        const { runId, jobId } = await startHygiene(ctx, { projectId: project.id, thresholds });
        await runToEnd(instance, jobId, { label: 'Check', signal });
        const { images, leftOut, reasons } = await qualitySummary(ctx, project.id);
        if (options.json) {
          console.log(JSON.stringify({ runId, thresholds, images, leftOut, reasons }, null, 2));
          return;
        }
        console.log(`${leftOut} of ${images} images are left out of mining.`);
        for (const { reason, out, kept } of reasons) {
          if (out + kept === 0) continue;
          console.log(`  ${reason}: ${out}${kept > 0 ? `, kept: ${kept}` : ''}`);
          const names = out > 0 ? await leftOutBy(ctx, project.id, reason, options.list) : [];
          for (const name of names) console.log(`    ${name}`);
          if (out > names.length) console.log(`    and ${out - names.length} more (--list)`);
        }
        if (leftOut > 0) console.log(`Seen and kept at /p/${project.slug}/images/quality.`);
      });
    });

/** Names that are printed of a reason where not all are asked for. */
const SOME = 5;

/** Names of images that are left out for a reason, in the order in which they were added. */
async function leftOutBy(
  ctx: Instance['ctx'],
  projectId: string,
  reason: string,
  all = false,
): Promise<string[]> {
  const images = await ctx.db.image.findMany({
    where: { projectId, flags: { some: { ...LEAVES_OUT, reason } } },
    orderBy: { id: 'asc' },
    ...(all ? {} : { take: SOME }),
    select: { originalName: true },
  });
  return images.map(({ originalName }) => originalName);
}

function readThresholds(options: Options): Thresholds {
  const parsed = thresholdFields.safeParse(
    Object.fromEntries(THRESHOLD_NAMES.map((name) => [name, options[name]])),
  );
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const name = String(issue?.path[0] ?? 'option').replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);
  throw new AppError('invalid', `--${name}: ${issue?.message ?? 'is not usable'}`);
}
