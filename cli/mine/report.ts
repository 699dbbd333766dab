/** What `mine` prints about a run. */
import type { Ctx } from '@/lib/infra/context';

/** One sentence on standard output. */
export async function printRun(ctx: Ctx, runId: string): Promise<void> {
  const run = await ctx.db.miningRun.findUniqueOrThrow({
    where: { id: runId },
    include: { leftOut: true },
  });
  const selection =
    run.perCluster === null
      ? ''
      : `, at most ${run.perCluster} of the same two of ${run.clusters ?? 0} clusters`;
  console.log(
    `Run ${run.id}: ${run.pairsKept} pairs kept of ${run.pairsPassing} that pass, by ${run.rankBy}${selection} (${run.images} images, ${run.pairsCompared} pairs compared).`,
  );
  const without = run.leftOut?.withoutEmbedding ?? 0;
  if (without > 0) {
    console.log(
      `${without} ${without === 1 ? 'image has' : 'images have'} no embedding of one of the encoders and could not be compared.`,
    );
  }
}

/** The kept pairs as JSON on standard output. */
export async function printPairs(ctx: Ctx, runId: string): Promise<void> {
  const run = await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
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
        perImage: run.perImage,
        rankBy: run.rankBy,
        perCluster: run.perCluster,
        clusters: run.clusters,
        limit: run.limit,
        images: run.images,
        pairsCompared: Number(run.pairsCompared),
        pairsPassing: run.pairsPassing,
        pairs: pairs.map(({ pair, ...row }) => ({ ...pair, ...row })),
      },
      null,
      2,
    ),
  );
}
