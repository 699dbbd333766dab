import { Command, Option } from 'commander';
import { DEFAULT_ENCODERS } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import type { AgreementRule } from '@/lib/domain/mining/agreement';
import { RANK_SCORES, type RankScore } from '@/lib/domain/mining/rank';
import { resumeMining } from '@/lib/features/mining/resume-mining';
import { miningFields, type MiningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { withInstance, type Instance } from '../lib/open';
import { cosine, count, id } from '../lib/options';
import { findProject } from '../lib/project';
import { runToEnd } from '../lib/run-jobs';
import { stopSignal } from '../lib/signals';
import { agreementRule, encoderFields } from '../mine/encoders';
import { prepareOut, writeOut } from '../mine/out';
import { printPairs, printRun } from '../mine/report';
import { nearOf, printNear } from '../mine/sensitivity';

interface Options {
  project?: string;
  semantic: string;
  visual: string;
  agreeSemantic?: AgreementRule;
  agreeVisual?: AgreementRule;
  minSemantic: number;
  maxVisual: number;
  perImage: number;
  rankBy: RankScore;
  perCluster?: number;
  limit?: number;
  out?: string;
  to?: string;
  force?: boolean;
  run?: string;
  new?: boolean;
  sensitivity?: boolean;
  json?: boolean;
}

export const mineCommand = (): Command =>
  new Command('mine')
    .description('Finds the CLIP-blind pairs of a project: all pairs are compared, none is lost.')
    .option('--project <slug>', 'the project (default: the only one)')
    .option(
      '--semantic <encoders>',
      'the CLIP-like encoder; several with commas between',
      DEFAULT_ENCODERS.semanticEncoder,
    )
    .option(
      '--visual <encoders>',
      'the vision-only encoder; several with commas between',
      DEFAULT_ENCODERS.visualEncoder,
    )
    .option(
      '--agree-semantic <rule>',
      'how many semantic encoders must agree: all, any or a number',
      agreementRule,
    )
    .option(
      '--agree-visual <rule>',
      'how many visual encoders must agree: all, any or a number',
      agreementRule,
    )
    .option('--min-semantic <cosine>', 'semantic cosine must be above', cosine, 0.95)
    .option('--max-visual <cosine>', 'visual cosine must be below', cosine, 0.6)
    .option('--per-image <k>', 'at most k pairs of one image', count, 3)
    .addOption(
      new Option('--rank-by <score>', 'which pairs come first: see below')
        .choices(RANK_SCORES)
        .default('gap'),
    )
    .option('--per-cluster <n>', 'at most n pairs of the same two clusters of images', count)
    .option('--limit <n>', 'keep at most n pairs, the first by --rank-by', count)
    .option('--out <file>', 'write all pairs that pass to FILE.parquet, .json, .jsonl or .csv')
    // What `export` calls it; either works in both.
    .addOption(new Option('--to <file>').hideHelp())
    .option('--force', 'replace the file if there is one')
    .option('--run <id>', 'mine nothing; print or write the pairs of this finished run', id)
    .option('--new', 'start a new run even where an unfinished one has the same parameters')
    .option(
      '--sensitivity',
      'also print how many pairs thresholds near by and other encoders would give',
    )
    .option('--json', 'print the kept pairs as JSON')
    .addHelpText(
      'after',
      `
The thresholds are those of "Eyes Wide Shut?" (CVPR 2024). Images without an embedding are encoded
first. The run is stored with encoders, weights hashes, thresholds and counts. A second run adds
pairs; it never removes or renumbers one. Embeddings computed elsewhere: blindpair embeddings --help.

Which of the passing pairs are kept: the best first, each while none of its images is in k kept pairs
and its two clusters are not in n. Scores: gap (semantic minus visual cosine, largest first), visual
(least visual cosine first), semantic (greatest semantic cosine first). Clusters are groups of images
that the visual encoder sees as alike, as many as the root of half the images.

With several encoders of a role a pair passes where at least as many as --agree-... says are above
(semantic) or below (visual) the threshold; all, where nothing is said. Its own two cosines are then
those that decide, and files have one more column per encoder.

Stopped by Ctrl-C, the same command goes on with the run that it left unfinished.

Examples
  $ blindpair mine --project birds --min-semantic 0.93 --per-image 1 --json > kept.json
  $ blindpair mine --project birds --rank-by visual --per-cluster 2
  $ blindpair mine --project birds --semantic clip-vit-l14,siglip-so400m --agree-semantic any
  $ blindpair mine --project birds --out pairs.parquet
  $ blindpair mine --project birds --run 019a... --out pairs.jsonl
  $ blindpair mine --project birds --run 019a... --sensitivity`,
    )
    .action(async (options: Options) => {
      const signal = stopSignal();
      const fields = fieldsOf(options);
      const file = options.out ?? options.to;
      if (options.force && file === undefined) {
        throw new AppError('invalid', '--force belongs to --out. Name the file, too.');
      }
      const out = file ? await prepareOut(file, options.force ?? false) : undefined;
      await withInstance('command line', async (instance) => {
        const { ctx } = instance;
        const { id: projectId } = await findProject(ctx, options.project);
        const runId = options.run
          ? await finishedRun(instance, projectId, options.run)
          : await mine(instance, { ...fields, projectId }, options.new ?? false, signal);
        const run = { projectId, runId };
        if (!options.json) await printRun(ctx, runId);
        if (out) {
          const written = await writeOut(ctx, run, out, signal);
          // With --json, standard output is the pairs alone.
          const say = options.json ? console.error : console.log;
          say(
            `${written.pairs} pairs written to ${written.path} (${written.bytes} bytes, SHA-256 ${written.sha256}).`,
          );
        }
        // It may take as long as the run, which is told and written before.
        const near = options.sensitivity ? await nearOf(ctx, run, signal) : undefined;
        if (options.json) await printPairs(ctx, runId, near);
        else if (near) printNear(near);
      });
    });

function fieldsOf(options: Options): MiningFields {
  const parsed = miningFields.safeParse({
    ...encoderFields(options),
    minSemantic: options.minSemantic,
    maxVisual: options.maxVisual,
    perImage: options.perImage,
    rankBy: options.rankBy,
    ...(options.perCluster ? { perCluster: options.perCluster } : {}),
    ...(options.limit ? { limit: options.limit } : {}),
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError(
    'invalid',
    `${issue?.path.join('.') ?? 'option'}: ${issue?.message ?? 'is not usable'}`,
  );
}

/** Returns the run's id once it is finished. */
async function mine(
  instance: Instance,
  input: MiningFields & { projectId: string },
  anew: boolean,
  signal: AbortSignal,
): Promise<string> {
  const { ctx } = instance;
  const unfinished = anew ? null : await resumeMining(ctx, input);
  if (unfinished) {
    console.error(
      `Going on with run ${unfinished.runId}, which has the same parameters (--new starts another one).`,
    );
  }
  const { runId, jobId } = unfinished ?? (await startMining(ctx, input));
  await runToEnd(instance, jobId, { label: 'Mine', signal });
  return runId;
}

async function finishedRun({ ctx }: Instance, projectId: string, runId: string): Promise<string> {
  const run = await ctx.db.miningRun.findFirst({
    where: { id: runId, projectId },
    select: { finishedAt: true },
  });
  if (!run) {
    throw new AppError(
      'not-found',
      `This project has no mining run ${runId}. The page of mining runs lists them; name the project with --project.`,
    );
  }
  if (run.finishedAt === null) {
    throw new AppError(
      'conflict',
      `Run ${runId} has not ended. Run the command that began it again.`,
    );
  }
  return runId;
}
