/** Corpora of any size whose embeddings are given, not computed: images without bytes. And claimed runs. */
import { createHash } from 'node:crypto';
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { UnitRows } from '@/lib/domain/mining/rows';
import type { Ctx } from '@/lib/infra/context';
import { shardKey } from '@/lib/infra/storage/storage';

/** Rows of a shard: no divisor or multiple of anything in the code. */
const SHARD = 700;
/** Rows of one statement. */
const PAGE = 5_000;

export interface GivenEmbedding {
  key: EmbeddingKey;
  rows: UnitRows;
}

/**
 * Adds one image per row; row k belongs to the k-th id, ascending. Within the shards the rows lie in
 * another order, as those of images that came later do. Returns the ids.
 */
export async function addEmbedded(
  ctx: Pick<Ctx, 'db' | 'storage' | 'rng'>,
  projectId: string,
  embeddings: readonly GivenEmbedding[],
  shardRows = SHARD,
): Promise<string[]> {
  const count = embeddings[0]?.rows.count ?? 0;
  const batch = await ctx.db.uploadBatch.create({
    data: { projectId, source: 'test', licence: 'CC0-1.0' },
  });
  const ids = Array.from({ length: count }, () => ctx.rng.uuid()).sort();
  for (let from = 0; from < count; from += PAGE) {
    await ctx.db.image.createMany({
      data: ids.slice(from, from + PAGE).map((id) => ({
        id,
        projectId,
        batchId: batch.id,
        sha256: id,
        originalSha256: id,
        originalName: 'x.jpg',
        originalFormat: 'jpeg',
        width: 1,
        height: 1,
        bytes: 1,
        source: 'test',
        licence: 'CC0-1.0',
      })),
    });
  }
  for (const embedding of embeddings) await addShards(ctx, projectId, ids, embedding, shardRows);
  return ids;
}

async function addShards(
  ctx: Pick<Ctx, 'db' | 'storage' | 'rng'>,
  projectId: string,
  ids: readonly string[],
  { key, rows }: GivenEmbedding,
  shardRows: number,
): Promise<void> {
  const { dimensions, data } = rows;
  // Image k lies in shard k mod n: every block of images needs rows of every shard.
  const shards = Math.ceil(ids.length / shardRows);
  for (let shard = 0; shard < shards; shard += 1) {
    const members = ids.map((_, k) => k).filter((k) => k % shards === shard);
    const floats = new Float32Array(members.length * dimensions);
    members.forEach((k, at) =>
      floats.set(data.subarray(k * dimensions, (k + 1) * dimensions), at * dimensions),
    );
    const id = ctx.rng.uuid();
    const bytes = Buffer.from(floats.buffer);
    await ctx.storage.put(shardKey(projectId, id), bytes);
    await ctx.db.embeddingShard.create({
      data: {
        id,
        projectId,
        ...key,
        dimensions,
        rows: members.length,
        storageKey: shardKey(projectId, id),
        sha256: createHash('sha256').update(bytes).digest('hex'),
      },
      select: { id: true },
    });
    await ctx.db.embedding.createMany({
      data: members.map((k, row) => ({ imageId: ids[k]!, ...key, shardId: id, row })),
    });
  }
}

/** Marks the job of a run as a worker does that claims it, so that a handler's body may run outside of one. */
export async function claimRun(
  ctx: Pick<Ctx, 'db'>,
  runId: string,
  attempt: number,
): Promise<void> {
  const { jobId } = await ctx.db.miningRun.findUniqueOrThrow({ where: { id: runId } });
  await ctx.db.job.update({ where: { id: jobId! }, data: { status: 'RUNNING', attempt } });
}
