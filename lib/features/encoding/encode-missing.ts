import { createHash } from 'node:crypto';
import { embeddingKey, sameEmbeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { inTransaction } from '@/lib/infra/db/client';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { blobKey, shardKey } from '@/lib/infra/storage/storage';

/** Images per shard: what a kill -9 costs at most, and 1.5 MB at 768 dimensions. */
export const CHUNK = 512;
/** Images held in memory at once: 64 photographs of 5 MB are 320 MB. */
const HELD = 64;

export interface EncodeMissingInput {
  projectId: string;
  encoderId: string;
  signal?: AbortSignal;
  /** Images of the project that have this embedding, and all of them. */
  progress?: (done: number, total: number) => void | Promise<void>;
}

export interface EncodeMissingResult {
  key: EmbeddingKey;
  /** Newly encoded in this call. */
  encoded: number;
  total: number;
}

interface ImageRef {
  id: string;
  sha256: string;
}

/**
 * Encodes the served bytes of every image that has no embedding of this encoder with these weights
 * and this preprocessing. Each chunk is a shard file and its index rows, stored before the next one
 * begins, so an interrupted run goes on after the last whole chunk.
 * Throws 'unavailable' or 'not-found' for the encoder.
 */
export async function encodeMissing(
  ctx: WorkerCtx,
  { projectId, encoderId, signal, progress }: EncodeMissingInput,
): Promise<EncodeMissingResult> {
  const { description } = await ctx.encoders.get(encoderId);
  const key = embeddingKey(description);
  const missing = { projectId, embeddings: { none: key } };
  const [total, todo] = await Promise.all([
    ctx.db.image.count({ where: { projectId } }),
    ctx.db.image.count({ where: missing }),
  ]);
  let encoded = 0;
  await progress?.(total - todo, total);
  for (;;) {
    signal?.throwIfAborted();
    const images = await ctx.db.image.findMany({
      where: missing,
      orderBy: { id: 'asc' },
      take: CHUNK,
      select: { id: true, sha256: true },
    });
    if (images.length === 0) return { key, encoded, total };
    const rows = await encodeChunk(ctx, encoderId, images, signal, (done) =>
      progress?.(Math.min(total, total - todo + encoded + done), total),
    );
    // The file may have been exchanged while it ran; vectors of two encoders are never mixed.
    const now = embeddingKey((await ctx.encoders.get(encoderId)).description);
    if (!sameEmbeddingKey(key, now)) throw exchanged(encoderId);
    await storeShard(ctx, projectId, key, images, rows, description.dimensions);
    encoded += images.length;
    await progress?.(Math.min(total, total - todo + encoded), total);
  }
}

/** images.length x dimensions float32, in order. */
async function encodeChunk(
  ctx: WorkerCtx,
  encoderId: string,
  images: readonly ImageRef[],
  signal: AbortSignal | undefined,
  onDone: (done: number) => void | Promise<void>,
): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for (let start = 0; start < images.length; start += HELD) {
    signal?.throwIfAborted();
    const held = images.slice(start, start + HELD);
    const files = await Promise.all(held.map((image) => ctx.storage.get(blobKey(image.sha256))));
    parts.push(await ctx.pool.encodeImages(encoderId, files, signal ? { signal } : {}));
    await onDone(start + held.length);
  }
  const rows = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    rows.set(part, at);
    at += part.length;
  }
  return rows;
}

/** File first, rows after it. Images that another worker indexed meanwhile keep their first row. */
async function storeShard(
  ctx: WorkerCtx,
  projectId: string,
  key: EmbeddingKey,
  images: readonly ImageRef[],
  rows: Float32Array,
  dimensions: number,
): Promise<void> {
  if (rows.length !== images.length * dimensions) throw wrongSize(key.encoderId);
  const id = ctx.rng.uuid();
  const storageKey = shardKey(projectId, id);
  const bytes = Buffer.from(rows.buffer, rows.byteOffset, rows.byteLength);
  await ctx.storage.put(storageKey, bytes);
  const used = await inTransaction(ctx.db, async (tx) => {
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
    const { count } = await tx.embedding.createMany({
      data: images.map((image, row) => ({ imageId: image.id, ...key, shardId: id, row })),
      skipDuplicates: true,
    });
    if (count === 0) await tx.embeddingShard.delete({ where: { id }, select: { id: true } });
    return count;
  });
  if (used === 0) await ctx.storage.delete(storageKey);
}

const exchanged = (encoderId: string): AppError =>
  new AppError(
    'conflict',
    `The files of encoder "${encoderId}" were exchanged while it ran. The last chunk was dropped; start the job again.`,
    { key: 'encoderExchanged', params: { encoder: encoderId } },
  );

const wrongSize = (encoderId: string): AppError =>
  new AppError(
    'unprocessable',
    `Encoder "${encoderId}" gives vectors of another length than its description says. Nothing was stored. Correct the description.`,
    { key: 'encoderDimensions', params: { encoder: encoderId } },
  );
