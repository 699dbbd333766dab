import { failedInput } from '@/lib/infra/encoders/pool';
import { HEARTBEAT_MS } from '@/lib/infra/jobs/worker';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { embeddingKey, sameEmbeddingKey } from '@/lib/domain/encoders';
import { AppError } from '@/lib/domain/errors';
import { servedBytes } from '@/lib/infra/images/served-bytes';
import { releaseChunk, renewChunk, type Chunk, type ImageRef, type OpenEncoding } from './chunks';
import { storeShard } from './store-shard';

/** Images held in memory at once: 64 photographs of 5 MB are 320 MB. */
const HELD = 64;

export interface ChunkOptions {
  signal?: AbortSignal;
  /** Asked with each heartbeat; a helper stops as soon as nobody wants the encoding any more. */
  stillWanted?: () => Promise<boolean>;
  /** Images of this chunk that are encoded. */
  onDone?: (done: number) => void | Promise<void>;
}

/** What a lost lease and an unwanted encoding abort with: nobody's failure. */
class LetGo extends Error {}

/**
 * Encodes and stores a claimed chunk, keeping its lease. Returns the number of images stored: 0 where
 * the chunk went to another worker or is no longer wanted. It is given back when this throws.
 */
export async function encodeChunk(
  ctx: WorkerCtx,
  encoding: OpenEncoding,
  chunk: Chunk,
  { signal, stillWanted, onDone }: ChunkOptions,
): Promise<number> {
  const lease = keepLease(ctx, chunk, stillWanted);
  const both = signal ? AbortSignal.any([signal, lease.signal]) : lease.signal;
  const { encoderId } = encoding.key;
  try {
    const { description } = await ctx.encoders.get(encoderId);
    const rows = await encodeImages(ctx, encoderId, chunk.images, both, onDone);
    // The file may have been exchanged while it ran; vectors of two encoders are never mixed.
    const now = embeddingKey((await ctx.encoders.get(encoderId)).description);
    if (!sameEmbeddingKey(encoding.key, now)) throw exchanged(encoderId);
    if (rows.length !== chunk.images.length * description.dimensions) throw wrongSize(encoderId);
    return await storeChunk(ctx, encoding, chunk, rows, description.dimensions);
  } catch (error) {
    await releaseChunk(ctx, chunk).catch((failed: unknown) =>
      // The lease ends by itself.
      ctx.log.warn({ err: failed }, 'chunk not given back'),
    );
    if (error instanceof LetGo) return 0;
    throw error;
  } finally {
    lease.close();
  }
}

function keepLease(ctx: WorkerCtx, chunk: Chunk, stillWanted: ChunkOptions['stillWanted']) {
  const control = new AbortController();
  const beat = async (): Promise<void> => {
    if (!(await renewChunk(ctx, chunk))) control.abort(new LetGo('taken over'));
    else if (stillWanted && !(await stillWanted())) control.abort(new LetGo('not wanted'));
  };
  const timer = setInterval(() => {
    // The database being away for a moment must not cost a chunk; whoever takes it over decides.
    beat().catch((error: unknown) => ctx.log.warn({ err: error }, 'lease not renewed'));
  }, HEARTBEAT_MS);
  return { signal: control.signal, close: () => clearInterval(timer) };
}

/** images.length x dimensions float32, in order. */
async function encodeImages(
  ctx: WorkerCtx,
  encoderId: string,
  images: readonly ImageRef[],
  signal: AbortSignal,
  onDone: ChunkOptions['onDone'],
): Promise<Float32Array> {
  const parts: Float32Array[] = [];
  for (let start = 0; start < images.length; start += HELD) {
    signal.throwIfAborted();
    const held = images.slice(start, start + HELD);
    const files = await readImages(ctx, images, start);
    const rows = ctx.pool.encodeImages(encoderId, files, { signal });
    parts.push(
      await rows.catch(async (error: unknown) => {
        const image = held[failedInput(error) ?? -1];
        throw image ? await brokenImage(ctx, image, error) : error;
      }),
    );
    await onDone?.(start + held.length);
  }
  const rows = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    rows.set(part, at);
    at += part.length;
  }
  return rows;
}

/**
 * The next HELD images from `start`. Of a file that changed on the disk, no embedding is computed: it would
 * be that of another image.
 */
async function readImages(
  ctx: WorkerCtx,
  images: readonly ImageRef[],
  start: number,
): Promise<Buffer[]> {
  const held = images.slice(start, start + HELD);
  const files = await Promise.all(held.map(({ sha256 }) => servedBytes(ctx.storage, sha256)));
  const lost = held[files.findIndex((bytes) => bytes === null)];
  if (!lost) return files.flatMap((bytes) => bytes ?? []);
  // Seldom is one file lost alone: the next check finds all of this chunk, not one at each attempt.
  for (let from = start; from < images.length; from += HELD) {
    await Promise.all(
      images.slice(from, from + HELD).map(async (image) => {
        if (!(await servedBytes(ctx.storage, image.sha256))) await forgetMeasures(ctx, image);
      }),
    );
  }
  throw await brokenImage(ctx, lost, undefined);
}

/** What was measured of an image while it was whole no longer holds: the next check looks at it again. */
async function forgetMeasures(ctx: WorkerCtx, { id }: ImageRef): Promise<void> {
  await ctx.db.imageMeasure.deleteMany({ where: { imageId: id } });
}

/** Names the image that people know, and the way to go on without it. */
async function brokenImage(ctx: WorkerCtx, ref: ImageRef, cause: unknown): Promise<AppError> {
  await forgetMeasures(ctx, ref);
  const where = { id: ref.id };
  const row = await ctx.db.image.findUnique({ where, select: { originalName: true } });
  const image = `${row?.originalName ?? 'removed'} (${ref.id})`;
  return new AppError(
    'unprocessable',
    `The stored file of image ${image} is missing or broken. What was encoded before is kept. Restore it from a backup, or check the images (page Image quality, or \`blindpair hygiene\`), which leaves broken ones out; then start again.`,
    { key: 'imageBroken', params: { image }, cause },
  );
}

/** The lease is given up with the rows: who has lost it stores nothing. */
function storeChunk(
  ctx: WorkerCtx,
  { projectId, key }: OpenEncoding,
  { id, shardId, images }: Chunk,
  rows: Float32Array,
  dimensions: number,
): Promise<number> {
  return storeShard(
    ctx,
    { id: shardId, projectId, key, images: images.map((image) => image.id), rows, dimensions },
    async (tx) => (await tx.encodingChunk.deleteMany({ where: { id, shardId } })).count > 0,
  );
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
