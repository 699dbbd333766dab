/** The rows of one ingested file: image, variants and the line in the batch's report, together. */
import { AppError } from '@/lib/domain/errors';
import type { Refusal } from '@/lib/domain/image-rules';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import { inTransaction } from '@/lib/infra/db/client';
import type { NormalisedImage } from '@/lib/infra/images/normalise';
import type { IngestResult } from './ingest-file';

export interface Batch {
  id: string;
  projectId: string;
  source: string;
  licence: string;
}

export interface FileToRecord {
  name: string;
  originalSha256: string;
  /** Null when the original is known to be there already. */
  image: NormalisedImage | null;
}

/**
 * Two uploads of the same picture at once are settled by the unique hashes: one row is made, the
 * other upload is told that it is a duplicate.
 */
export function recordImage(ctx: Ctx, batch: Batch, file: FileToRecord): Promise<IngestResult> {
  return inTransaction(ctx.db, async (tx) => {
    const imageId = file.image ? await insertImage(tx, ctx, batch, file, file.image) : null;
    if (imageId !== null) {
      await report(tx, ctx, batch, { name: file.name, outcome: 'ADDED', imageId });
      return { outcome: 'added', imageId };
    }
    const same = await findSame(tx, batch, file);
    // Sent again, for instance after a lost answer: it was added by this very batch.
    if (same.batchId === batch.id && same.originalName === file.name) {
      return { outcome: 'added', imageId: same.id };
    }
    await report(tx, ctx, batch, {
      name: file.name,
      outcome: 'DUPLICATE',
      imageId: same.id,
      detail: same.originalName,
    });
    return { outcome: 'duplicate', imageId: same.id, of: same.originalName };
  });
}

export function recordRefusal(
  ctx: Ctx,
  batch: Batch,
  name: string,
  reason: Refusal,
): Promise<void> {
  return inTransaction(ctx.db, (tx) =>
    report(tx, ctx, batch, {
      name,
      outcome: 'REFUSED',
      reason: reason.code,
      detail: JSON.stringify(reason.params),
    }),
  );
}

/** The new image's id, or null when its original or its served bytes are in the project already. */
async function insertImage(
  tx: Tx,
  ctx: Ctx,
  batch: Batch,
  file: FileToRecord,
  { format, served, variants }: NormalisedImage,
): Promise<string | null> {
  const [row] = await tx.image.createManyAndReturn({
    data: {
      projectId: batch.projectId,
      batchId: batch.id,
      sha256: served.sha256,
      originalSha256: file.originalSha256,
      originalName: file.name,
      originalFormat: format,
      width: served.width,
      height: served.height,
      bytes: served.data.length,
      source: batch.source,
      licence: batch.licence,
      createdAt: ctx.clock.now(),
    },
    skipDuplicates: true,
    select: { id: true },
  });
  if (!row) return null;
  await tx.imageVariant.createMany({
    data: variants.map(({ width, height, sha256, data }) => ({
      imageId: row.id,
      width,
      height,
      sha256,
      bytes: data.length,
    })),
  });
  return row.id;
}

async function findSame(tx: Tx, batch: Batch, { originalSha256, image }: FileToRecord) {
  const same = await tx.image.findFirst({
    where: {
      projectId: batch.projectId,
      OR: [{ originalSha256 }, ...(image ? [{ sha256: image.served.sha256 }] : [])],
    },
    select: { id: true, batchId: true, originalName: true },
  });
  if (same) return same;
  throw new AppError(
    'conflict',
    'The same image was removed while this one was added. Try again.',
    { key: 'imageRemovedMeanwhile' },
  );
}

interface ReportLine {
  name: string;
  outcome: 'ADDED' | 'DUPLICATE' | 'REFUSED';
  reason?: string;
  detail?: string;
  imageId?: string;
}

/** One line per file, however often the file is sent. */
async function report(tx: Tx, ctx: Ctx, batch: Batch, line: ReportLine): Promise<void> {
  const there = await tx.uploadFile.findFirst({
    where: {
      batchId: batch.id,
      name: line.name,
      outcome: line.outcome,
      reason: line.reason ?? null,
      imageId: line.imageId ?? null,
    },
    select: { id: true },
  });
  if (there) return;
  await tx.uploadFile.create({
    data: { batchId: batch.id, createdAt: ctx.clock.now(), ...line },
    select: { id: true },
  });
}
