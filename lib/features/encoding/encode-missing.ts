import { embeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import { embeddingsOnly } from '@/lib/infra/embeddings/imported';
import { HEARTBEAT_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { openEncoding, unwant, want, type OpenEncoding } from './chunks';
import { encodePass } from './encode-pass';

/** How often to look whether other workers have finished their last chunks. */
const WAIT_MS = 500;

export interface EncodeMissingInput {
  projectId: string;
  encoderId: string;
  signal?: AbortSignal;
  /** Images of the project that have this embedding, and all of them. */
  progress?: (done: number, total: number) => void | Promise<void>;
}

export interface EncodeMissingResult {
  key: EmbeddingKey;
  /** Newly encoded since this call began, by whichever worker. */
  encoded: number;
  total: number;
}

/**
 * Encodes the served bytes of every image that has no embedding of this encoder with these weights
 * and this preprocessing, together with all workers that do the same or help (`helpEncoding`). Each
 * chunk is a shard file and its index rows, stored before the next one begins, so an interrupted run
 * goes on after the last whole chunk. Returns when all chunks are stored, those of others too. Of an
 * encoder whose embeddings were imported nothing is encoded: an image without one stays without.
 * Throws 'unavailable' or 'not-found' for the encoder.
 */
export async function encodeMissing(
  ctx: WorkerCtx,
  { projectId, encoderId, signal, progress }: EncodeMissingInput,
): Promise<EncodeMissingResult> {
  const imported = await embeddingsOnly(ctx, projectId, encoderId);
  if (imported) {
    const images = await ctx.db.image.count({ where: { projectId } });
    await progress?.(images, images);
    return { key: imported.key, encoded: 0, total: images };
  }

  const { description } = await ctx.encoders.get(encoderId);
  const key = embeddingKey(description);
  const encoding = await openEncoding(ctx, projectId, key);
  const before = await storedRows(ctx, encoding);
  let total = await ctx.db.image.count({ where: { projectId } });
  let stored = before;
  const report = async (more = 0) => progress?.(Math.min(total, stored + more), total);
  const reread = async () => {
    stored = await storedRows(ctx, encoding);
    await report();
  };
  await report();

  const wanting = setInterval(() => {
    want(ctx, encoding).catch((error: unknown) => ctx.log.warn({ err: error }, 'helpers not told'));
  }, HEARTBEAT_MS);
  let complete = false;
  try {
    for (;;) {
      const pass = await encodePass(ctx, encoding, {
        ...(signal ? { signal } : {}),
        onDone: report,
        onStored: reread,
      });
      ({ complete } = pass);
      if (complete) return { key, encoded: stored - before, total };
      // What others hold is theirs until they have stored it or died; then look again.
      while (await heldByOthers(ctx, encoding)) {
        await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
        signal?.throwIfAborted();
        await reread();
      }
      total = await ctx.db.image.count({ where: { projectId } });
      await reread();
    }
  } finally {
    clearInterval(wanting);
    await unwant(ctx, encoding, complete);
  }
}

/** From the shards, some thousand rows at most: counting the images themselves takes seconds per million. */
async function storedRows(ctx: WorkerCtx, { projectId, key }: OpenEncoding): Promise<number> {
  const { _sum } = await ctx.db.embeddingShard.aggregate({
    where: { projectId, ...key },
    _sum: { rows: true },
  });
  return _sum.rows ?? 0;
}

const heldByOthers = async (ctx: WorkerCtx, { id }: OpenEncoding): Promise<boolean> =>
  (await ctx.db.encodingChunk.count({
    where: { encodingId: id, leaseExpiresAt: { gt: ctx.clock.now() } },
  })) > 0;
