import type { EmbeddingKey } from '@/lib/domain/encoders';
import { notFound, AppError } from '@/lib/domain/errors';
import { csvLines } from '@/lib/domain/formats/csv';
import {
  csvRows,
  jsonRows,
  pairColumns,
  pairValues,
  type PairBatch,
  type PairFileHead,
  type PairFormat,
} from '@/lib/domain/formats/pair-file';
import { rankScoreOf } from '@/lib/domain/mining/rank';
import { authorize, type Ctx } from '@/lib/infra/context';
import { ParquetStream } from '@/lib/infra/parquet/parquet-stream';
import { encodersKept, runEncoders } from '@/lib/infra/run-encoders';
import { openRunSlices, type RunSlices } from '@/lib/infra/run-result-slices';
import { pairBatches } from './pair-batches';

export interface PairExport {
  head: PairFileHead;
  /** The whole file, in pieces. Reading it to its end is what reads the pairs. */
  bytes: AsyncIterable<Uint8Array>;
}

/**
 * All pairs that passed a finished run, kept or not, as one file. The same run always gives the same
 * bytes. Throws `not-found` for an unknown run, `conflict` for one that has not ended, and
 * `unprocessable` for one from before all passing pairs were stored. `onPairs`: pairs written so far.
 */
export async function exportPairs(
  ctx: Pick<Ctx, 'db' | 'storage' | 'actor'>,
  input: { projectId: string; runId: string; format: PairFormat },
  { onPairs, signal }: { onPairs?: (done: number) => void; signal?: AbortSignal } = {},
): Promise<PairExport> {
  authorize(ctx, 'mining:view', input.projectId);
  const { head, encoders, resultKey } = await headOf(ctx, input);
  const none: RunSlices = {
    passing: 0,
    imageIds: async () => [],
    pairs: () => Promise.reject(notFound('The pair')),
  };
  const slices = resultKey === null ? none : await openRunSlices(ctx.storage, resultKey);
  const batches = counted(pairBatches(ctx, { id: input.runId }, slices, { signal }), onPairs);
  return { head, bytes: ENCODE[input.format](head, batches, encoders) };
}

type Batches = AsyncIterable<PairBatch>;

async function* counted(batches: Batches, onPairs?: (done: number) => void): Batches {
  let done = 0;
  for await (const batch of batches) {
    yield batch;
    done += batch.rank.length;
    onPairs?.(done);
  }
}

const ENCODE: Record<
  PairFormat,
  (head: PairFileHead, batches: Batches, encoders: readonly string[]) => AsyncGenerator<Uint8Array>
> = {
  async *parquet(head, batches, encoders) {
    const metadata = { blindpair: JSON.stringify(head) };
    const file = new ParquetStream(
      pairColumns(encoders),
      metadata,
      `blindpair version ${head.blindpair}`,
    );
    for await (const batch of batches) {
      yield file.group(pairValues(batch));
    }
    yield file.end();
  },

  async *json(head, batches, encoders) {
    // The head without its closing brace: the pairs are its last member.
    yield Buffer.from(`${JSON.stringify(head, null, 2).slice(0, -2)},\n  "pairs": [`);
    let separator = '\n    ';
    for await (const batch of batches) {
      yield Buffer.from(separator + jsonRows(batch, encoders).join(',\n    '));
      separator = ',\n    ';
    }
    yield Buffer.from('\n  ]\n}\n');
  },

  async *jsonl(head, batches, encoders) {
    yield Buffer.from(`${JSON.stringify(head)}\n`);
    for await (const batch of batches) {
      yield Buffer.from(
        jsonRows(batch, encoders)
          .map((line) => `${line}\n`)
          .join(''),
      );
    }
  },

  // No head: a table that begins with anything but its columns is none to a spreadsheet.
  async *csv(_head, batches, encoders) {
    const names = pairColumns(encoders).map(({ name }) => name);
    yield Buffer.from(csvLines([names]));
    for await (const batch of batches) {
      yield Buffer.from(csvLines(csvRows(batch)));
    }
  },
};

async function headOf(
  ctx: Pick<Ctx, 'db'>,
  { projectId, runId }: { projectId: string; runId: string },
): Promise<{ head: PairFileHead; encoders: readonly string[]; resultKey: string | null }> {
  const run = await ctx.db.miningRun.findFirst({
    where: { id: runId, projectId },
    include: {
      project: { select: { slug: true } },
      leftOut: { select: { images: true, withoutEmbedding: true } },
    },
  });
  if (!run) throw notFound('The mining run');
  if (run.finishedAt === null) {
    throw new AppError('conflict', 'This mining run has not ended yet. Wait until it has.', {
      key: 'runUnfinished',
    });
  }
  if (run.resultKey === null && run.pairsPassing !== 0) {
    throw new AppError(
      'unprocessable',
      'This run is from before all passing pairs were stored; only its kept pairs are there. Mine again with the same thresholds.',
      { key: 'runWithoutResult' },
    );
  }
  const { semantic, visual, agreement } = runEncoders(run);
  const head: PairFileHead = {
    format: 'blindpair-pairs',
    version: 1,
    project: run.project.slug,
    run: run.id,
    startedAt: run.createdAt.toISOString(),
    finishedAt: run.finishedAt.toISOString(),
    blindpair: run.version,
    semantic: {
      encoder: run.semanticEncoder,
      weightsSha256: run.semanticWeights,
      preprocessing: run.semanticPreprocessing,
      above: run.minSemantic,
      ...several(semantic, agreement.semantic),
    },
    visual: {
      encoder: run.visualEncoder,
      weightsSha256: run.visualWeights,
      preprocessing: run.visualPreprocessing,
      below: run.maxVisual,
      ...several(visual, agreement.visual),
    },
    perImage: run.perImage,
    rankBy: rankScoreOf(run.rankBy),
    perCluster: run.perCluster,
    clusters: run.clusters,
    limit: run.limit,
    images: run.images ?? 0,
    imagesLeftOut: run.leftOut?.images ?? null,
    imagesWithoutEmbedding: run.leftOut?.withoutEmbedding ?? null,
    pairsCompared: Number(run.pairsCompared ?? 0),
    pairsPassing: run.pairsPassing ?? 0,
    pairsKept: run.pairsKept ?? 0,
  };
  const all = encodersKept({ semantic, visual }) === 0 ? [] : [...semantic, ...visual];
  return { head, encoders: all.map((key) => key.encoderId), resultKey: run.resultKey };
}

const several = (keys: readonly EmbeddingKey[], agree: number) =>
  keys.length === 1
    ? {}
    : {
        further: keys.slice(1).map(({ encoderId, weightsHash, preprocessing }) => ({
          encoder: encoderId,
          weightsSha256: weightsHash,
          preprocessing,
        })),
        agree,
      };
