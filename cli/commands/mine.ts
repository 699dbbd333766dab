import { Command } from 'commander';
import { DEFAULT_ENCODERS } from '@/lib/domain/encoders';
import { miningFields } from '@/lib/features/mining/schemas';
import { startMining } from '@/lib/features/mining/start-mining';
import { AppError } from '@/lib/domain/errors';
import { withInstance } from '../lib/open';
import { cosine, count } from '../lib/options';
import { findProject } from '../lib/project';
import { runToEnd } from '../lib/run-jobs';
import { stopSignal } from '../lib/signals';

interface Options {
  project?: string;
  semantic: string;
  visual: string;
  minSemantic: number;
  maxVisual: number;
  perImage: number;
  limit?: number;
  json?: boolean;
}

export const mineCommand = (): Command =>
  new Command('mine')
    .description('Finds the CLIP-blind pairs of a project: all pairs are compared, none is lost.')
    .option('--project <slug>', 'the project (default: the only one)')
    .option('--semantic <encoder>', 'the CLIP-like encoder', DEFAULT_ENCODERS.semanticEncoder)
    .option('--visual <encoder>', 'the vision-only encoder', DEFAULT_ENCODERS.visualEncoder)
    .option('--min-semantic <cosine>', 'semantic cosine must be above', cosine, 0.95)
    .option('--max-visual <cosine>', 'visual cosine must be below', cosine, 0.6)
    .option('--per-image <k>', 'at most k pairs of one image', count, 3)
    .option('--limit <n>', 'keep at most n pairs, by the gap between both cosines', count)
    .option('--json', 'print the mined pairs as JSON')
    .addHelpText(
      'after',
      `
The thresholds are those of "Eyes Wide Shut?" (CVPR 2024). Images without an embedding are encoded
first. The run is stored with encoders, weights hashes, thresholds and counts. A second run adds
pairs; it never removes or renumbers one.

Example
  $ blindpair mine --project birds --min-semantic 0.93 --per-image 1 --json > pairs.json`,
    )
    .action(async (options: Options) => {
      const signal = stopSignal();
      const parsed = miningFields.safeParse({
        semanticEncoder: options.semantic,
        visualEncoder: options.visual,
        minSemantic: options.minSemantic,
        maxVisual: options.maxVisual,
        perImage: options.perImage,
        ...(options.limit ? { limit: options.limit } : {}),
      });
      if (!parsed.success) {
        const issue = parsed.error.issues[0];
        throw new AppError(
          'invalid',
          `${issue?.path.join('.') ?? 'option'}: ${issue?.message ?? 'is not usable'}`,
        );
      }
      await withInstance('command line', async (instance) => {
        const { ctx } = instance;
        const project = await findProject(ctx, options.project);
        const { runId, jobId } = await startMining(ctx, { ...parsed.data, projectId: project.id });
        await runToEnd(instance, jobId, { label: 'Mine', signal });
        const run = await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
        if (!options.json) {
          console.log(
            `${run.pairsKept} pairs kept of ${run.pairsPassing} that pass (${run.images} images, ${run.pairsCompared} pairs compared).`,
          );
          return;
        }
        const pairs = await ctx.db.minedPair.findMany({
          where: { runId },
          orderBy: { rank: 'asc' },
          select: {
            rank: true,
            semantic: true,
            visual: true,
            pair: { select: { id: true, number: true, imageAId: true, imageBId: true } },
          },
        });
        console.log(
          JSON.stringify(
            {
              runId,
              semantic: {
                encoder: run.semanticEncoder,
                weights: run.semanticWeights,
                above: run.minSemantic,
              },
              visual: {
                encoder: run.visualEncoder,
                weights: run.visualWeights,
                below: run.maxVisual,
              },
              images: run.images,
              pairsCompared: Number(run.pairsCompared),
              pairsPassing: run.pairsPassing,
              pairs: pairs.map(({ pair, ...row }) => ({ ...pair, ...row })),
            },
            null,
            2,
          ),
        );
      });
    });
