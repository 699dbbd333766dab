/** Embeddings of some images as one file and its rows in the database. */
import { createHash } from 'node:crypto';
import type { EmbeddingKey } from '@/lib/domain/encoders';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { shardKey } from '@/lib/infra/storage/storage';

export interface NewShard {
  id: string;
  projectId: string;
  key: EmbeddingKey;
  /** Ids, in the order of the rows. */
  images: readonly string[];
  /** float32 [images, dimensions]. */
  rows: Float32Array;
  dimensions: number;
}

/**
 * File first, rows after it, all or none of them. Returns how many embeddings are new: an image that
 * has one keeps it. `may`: asked in the same transaction; where it says no, nothing is stored.
 */
export async function storeShard(
  ctx: Ctx,
  shard: NewShard,
  may: (tx: Tx) => Promise<boolean> = () => Promise.resolve(true),
): Promise<number> {
  const { id, projectId, key, images, rows, dimensions } = shard;
  const storageKey = shardKey(projectId, id);
  const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  await ctx.storage.put(storageKey, bytes);
  try {
    const stored = await inTransaction(ctx.db, async (tx) => {
      if (!(await may(tx))) return null;
      await tx.embeddingShard.create({
        data: {
          id,
          projectId,
          ...key,
          dimensions,
          rows: images.length,
          storageKey,
          sha256: createHash('sha256').update(bytes).digest('hex'),
          createdAt: ctx.clock.now(),
        },
        select: { id: true },
      });
      // One list instead of thousands of parameters, which keep the embedded database from others for longer.
      // Another import of the same file may be at work; whoever was first is kept.
      const count = await tx.$executeRaw`
        INSERT INTO "Embedding"
          ("imageId", "encoderId", "weightsHash", "preprocessing", "shardId", "row")
        SELECT f."image", ${key.encoderId}, ${key.weightsHash}, ${key.preprocessing}, ${id}::uuid,
          f."place" - 1
        FROM unnest(${[...images]}::uuid[]) WITH ORDINALITY AS f("image", "place")
        ON CONFLICT DO NOTHING`;
      if (count > 0) return count;
      await tx.embeddingShard.delete({ where: { id } });
      return null;
    });
    if (stored === null) await ctx.storage.delete(storageKey);
    return stored ?? 0;
  } catch (error) {
    if (isRefusal(error)) await ctx.storage.delete(storageKey);
    else ctx.log.warn({ err: error, storageKey }, 'a file of embeddings may have been left unused');
    throw error;
  }
}

/**
 * The database has certainly not taken the rows. Where a connection broke it may have: an unused file
 * costs space, a missing one costs every run of the project.
 */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^P20\d\d$/.test(String(error.code));
