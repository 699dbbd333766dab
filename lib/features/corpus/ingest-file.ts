import { notFound } from '@/lib/domain/errors';
import { MAX_IMAGE_BYTES, refusal, type Refusal } from '@/lib/domain/image-rules';
import { authorize, type Ctx } from '@/lib/infra/context';
import { env } from '@/lib/infra/env';
import { normaliseImage, sha256, type NormalisedImage } from '@/lib/infra/images/normalise';
import { blobKey } from '@/lib/infra/storage/storage';
import { recordImage, recordRefusal, type Batch } from './record-file';

/** What became of one file. */
export type IngestResult =
  | { outcome: 'added'; imageId: string }
  /** `of`: name of the image that is there already. */
  | { outcome: 'duplicate'; imageId: string; of: string }
  | { outcome: 'refused'; reason: Refusal };

export interface IngestFileInput {
  projectId: string;
  batchId: string;
  /** As the person knows it; never used as a path. */
  name: string;
  bytes: Buffer;
}

/**
 * Takes one file into the corpus or says why not. Safe to repeat: the same file of the same batch
 * gives the same answer and no second row.
 */
export async function ingestFile(ctx: Ctx, input: IngestFileInput): Promise<IngestResult> {
  authorize(ctx, 'corpus:add', input.projectId);
  return ingestBytes(ctx, await openBatch(ctx, input), input.name, input.bytes);
}

/** The batch that files are added to, once per request or run. */
export async function openBatch(
  ctx: Ctx,
  input: { projectId: string; batchId: string },
): Promise<Batch> {
  const batch = await ctx.db.uploadBatch.findFirst({
    where: { id: input.batchId, projectId: input.projectId },
    select: { id: true, projectId: true, source: true, licence: true },
  });
  if (!batch) throw notFound('The batch');
  return batch;
}

/** Blobs first, the row after them: a crash in between leaves an unused blob, never a broken image. */
export async function ingestBytes(
  ctx: Ctx,
  batch: Batch,
  name: string,
  bytes: Buffer,
): Promise<IngestResult> {
  if (bytes.length > MAX_IMAGE_BYTES) {
    return refuse(ctx, batch, name, refusal('too-large', { limit: MAX_IMAGE_BYTES / 1024 ** 2 }));
  }
  const originalSha256 = sha256(bytes);
  // An exact copy need not be decoded again.
  const known = await ctx.db.image.findUnique({
    where: { projectId_originalSha256: { projectId: batch.projectId, originalSha256 } },
    select: { id: true },
  });
  if (known) return recordImage(ctx, batch, { name, originalSha256, image: null });

  const normalised = await normaliseImage(bytes, env().MAX_MEGAPIXELS);
  if ('refused' in normalised) return refuse(ctx, batch, name, normalised.refused);
  await storeBlobs(ctx, normalised.image);
  return recordImage(ctx, batch, { name, originalSha256, image: normalised.image });
}

/** Reports a file as refused. */
export async function refuse(
  ctx: Ctx,
  batch: Batch,
  name: string,
  reason: Refusal,
): Promise<IngestResult> {
  await recordRefusal(ctx, batch, name, reason);
  return { outcome: 'refused', reason };
}

async function storeBlobs(ctx: Ctx, image: NormalisedImage): Promise<void> {
  for (const blob of [image.served, ...image.variants]) {
    await ctx.storage.put(blobKey(blob.sha256), blob.data);
  }
}
