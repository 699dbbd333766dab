/** What `mine` prints about a run. */
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { isAppError } from '@/lib/domain/errors';
import { seenCosines, type Seen, type SeenCosines } from '@/lib/domain/mining/seen-cosines';
import { newPairs } from '@/lib/features/mining/new-pairs';
import type { Ctx } from '@/lib/infra/context';
import type { MiningRun } from '@/lib/infra/db/generated/client';
import { countUnchecked } from '@/lib/infra/left-out';
import { cosinesByEncoder, runEncoders } from '@/lib/infra/run-encoders';
import { readRunResult } from '@/lib/infra/run-result';
import type { Near } from './sensitivity';

/** One sentence on standard output. */
export async function printRun(ctx: Ctx, runId: string): Promise<void> {
  const run = await ctx.db.miningRun.findUniqueOrThrow({
    where: { id: runId },
    include: { leftOut: true, project: { select: { slug: true } } },
  });
  const selection =
    run.perCluster === null
      ? ''
      : `, at most ${run.perCluster} of the same two of ${run.clusters ?? 0} clusters`;
  console.log(
    `Run ${run.id}: ${run.pairsKept} pairs kept of ${run.pairsPassing} that pass, by ${run.rankBy}${selection} (${run.images} images, ${run.pairsCompared} pairs compared).`,
  );
  if (run.pairsKept) {
    const fresh = (await newPairs(ctx, run.projectId, [run.id])).get(run.id) ?? 0;
    console.log(
      fresh === run.pairsKept
        ? 'All of the pairs kept are new.'
        : `${fresh === 0 ? 'None' : fresh} of the pairs kept ${fresh === 1 ? 'is' : 'are'} new; an earlier run or import had the others.`,
    );
  }
  const { semantic, visual, agreement } = runEncoders(run);
  for (const [role, keys, least] of [
    ['semantic', semantic, agreement.semantic],
    ['visual', visual, agreement.visual],
  ] as const) {
    if (keys.length === 1) continue;
    const names = keys.map((key) => key.encoderId).join(', ');
    console.log(`At least ${least} of ${keys.length} ${role} encoders agree: ${names}.`);
  }
  if (run.pairsPassing === 0) {
    for (const line of whyNothing(run, await seenBy(ctx, run))) console.log(line);
  }
  const flagged = run.leftOut?.images ?? 0;
  if (flagged > 0) {
    console.log(
      `${flagged} flagged ${flagged === 1 ? 'image is' : 'images are'} left out of this run; the page /p/${run.project.slug}/images/quality shows which and why.`,
    );
  }
  const unchecked = await countUnchecked(ctx.db, run.projectId);
  if (unchecked > 0) {
    const total = await ctx.db.image.count({ where: { projectId: run.projectId } });
    console.log(
      `${unchecked} of ${total} images ${unchecked === 1 ? 'is' : 'are'} not checked yet: blindpair hygiene --project ${run.project.slug}`,
    );
  }
  const without = run.leftOut?.withoutEmbedding ?? 0;
  if (without > 0) {
    console.log(
      `${without} ${without === 1 ? 'image has' : 'images have'} no embedding of one of the encoders and could not be compared.`,
    );
  }
}

/** What the run saw; null where that is not known (any more). */
async function seenBy(ctx: Ctx, run: MiningRun): Promise<SeenCosines | null> {
  if (run.resultKey === null) return null;
  try {
    return seenCosines((await readRunResult(ctx.storage, run.resultKey)).sample, run);
  } catch (error) {
    // The run is done all the same.
    if (isAppError(error)) return null;
    throw error;
  }
}

function whyNothing(
  { minSemantic, maxVisual, images, project }: MiningRun & { project: { slug: string } },
  seen: SeenCosines | null,
): string[] {
  if ((images ?? 0) < 2) {
    return ['There were no two images to compare. Add images: blindpair ingest --help.'];
  }
  if (!seen) return ['Lower --min-semantic or raise --max-visual.'];
  const { pairs, whole, semantic, visual } = seen;
  const range = ({ least, greatest }: Seen): string =>
    `${least.toFixed(3)} to ${greatest.toFixed(3)}`;
  return [
    `No pair passes both thresholds. Of ${whole ? 'all' : 'a sample of'} ${pairs} pairs:`,
    `  semantic cosine ${range(semantic)}; above ${minSemantic}: ${semantic.passing}`,
    `  visual cosine   ${range(visual)}; below ${maxVisual}: ${visual.passing}`,
    `Lower --min-semantic or raise --max-visual. The page /p/${project.slug}/pairs/explore shows how many pairs other thresholds would give, --sensitivity those near by.`,
  ];
}

/** The kept pairs as JSON on standard output. */
export async function printPairs(ctx: Ctx, runId: string, near?: Near): Promise<void> {
  const run = await ctx.db.miningRun.findUniqueOrThrow({
    where: { id: runId },
    include: { leftOut: true },
  });
  const { semantic, visual, agreement } = runEncoders(run);
  const pairs = await ctx.db.minedPair.findMany({
    where: { runId },
    orderBy: { rank: 'asc' },
    select: {
      rank: true,
      semantic: true,
      visual: true,
      cosines: true,
      pair: {
        select: {
          ...{ id: true, number: true, imageAId: true, imageBId: true },
          imageA: { select: { originalName: true } },
          imageB: { select: { originalName: true } },
        },
      },
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
          ...several(semantic, agreement.semantic),
        },
        visual: {
          encoder: run.visualEncoder,
          weights: run.visualWeights,
          below: run.maxVisual,
          ...several(visual, agreement.visual),
        },
        perImage: run.perImage,
        rankBy: run.rankBy,
        perCluster: run.perCluster,
        clusters: run.clusters,
        limit: run.limit,
        images: run.images,
        pairsCompared: Number(run.pairsCompared),
        pairsPassing: run.pairsPassing,
        ...(run.pairsPassing === 0 && { seen: await seenBy(ctx, run) }),
        ...(near && {
          sensitivity: {
            ...near.thresholds,
            encoders: near.encoders,
            ...(near.reason !== null && { reason: near.reason }),
          },
        }),
        imagesLeftOut: run.leftOut?.images ?? 0,
        imagesWithoutEmbedding: run.leftOut?.withoutEmbedding ?? 0,
        pairs: pairs.map(({ pair: { imageA, imageB, ...pair }, cosines, ...row }) => ({
          ...pair,
          nameA: imageA.originalName,
          nameB: imageB.originalName,
          ...row,
          ...(cosines.length > 0 && { cosines: byEncoder(run, cosines) }),
        })),
      },
      null,
      2,
    ),
  );
}

/** Nothing where the role has one encoder. */
const several = (keys: readonly EmbeddingKey[], agree: number) =>
  keys.length === 1
    ? {}
    : {
        further: keys.slice(1).map((key) => ({
          encoder: key.encoderId,
          weights: key.weightsHash,
        })),
        agree,
      };

const byEncoder = (run: MiningRun, cosines: readonly number[]): Record<string, number> =>
  Object.fromEntries(
    cosinesByEncoder(run, cosines).map(({ encoder, cosine }) => [encoder, cosine]),
  );
