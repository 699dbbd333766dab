import { AppError, notFound } from '@/lib/domain/errors';
import type { EmbeddingKey } from '@/lib/domain/encoders';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';

export interface RemovedImport {
  encoder: string;
  /** Embeddings removed by this call. */
  embeddings: number;
  bytes: number;
}

/**
 * Removes an encoder whose embeddings were imported, with all of them, in one transaction: a run that began
 * between two would silently compare the images that are left. Files go after it; broken off then, those
 * that are left cost space and nothing else. Runs that are done keep their pairs and cosines; of one that
 * was cancelled what it had compared is forgotten.
 *
 * Throws `not-found`, and `conflict` while a mining run that waits or works needs them.
 */
export async function removeImported(
  ctx: Ctx,
  { projectId, encoderId }: { projectId: string; encoderId: string },
): Promise<RemovedImport> {
  authorize(ctx, 'models:manage', projectId);
  const files = await inTransaction(ctx.db, async (tx) => {
    const { id, ...key } = await lockUnused(tx, projectId, encoderId);
    await note(tx, ctx, projectId, { id, key });
    const shards = await tx.embeddingShard.findMany({
      where: { projectId, ...key },
      select: { storageKey: true, rows: true, dimensions: true },
    });
    // Their embeddings go with them.
    await tx.embeddingShard.deleteMany({ where: { projectId, ...key } });
    await tx.importedEncoder.delete({ where: { id }, select: { id: true } });
    // A run that is resumed after another import must not look for rows in these files.
    await tx.$executeRaw`
      DELETE FROM "MiningTiling" WHERE "runId" IN (
        SELECT r."id" FROM "MiningRun" r WHERE ${unfinishedRunsOf(projectId, encoderId)})`;
    return shards;
  });
  const removed: RemovedImport = { encoder: encoderId, embeddings: 0, bytes: 0 };
  for (const { storageKey, rows, dimensions } of files) {
    await ctx.storage.delete(storageKey).catch((error: unknown) => {
      // No row names it any more.
      ctx.log.warn({ err: error, storageKey }, 'a file of removed embeddings is left');
    });
    removed.embeddings += rows;
    removed.bytes += rows * dimensions * Float32Array.BYTES_PER_ELEMENT;
  }
  return removed;
}

/** Of `r`, a MiningRun: not finished, and in need of this encoder in either role. */
const unfinishedRunsOf = (projectId: string, encoderId: string): Prisma.Sql => Prisma.sql`
  r."projectId" = ${projectId}::uuid AND r."finishedAt" IS NULL
  AND (${encoderId} IN (r."semanticEncoder", r."visualEncoder")
       OR r."furtherSemantic" || r."furtherVisual" @> ${JSON.stringify([{ encoderId }])}::jsonb)`;

/** Locks the encoder against imports that are at work, and refuses while a run needs it. */
async function lockUnused(
  tx: Tx,
  projectId: string,
  encoderId: string,
): Promise<EmbeddingKey & { id: string }> {
  const [encoder] = await tx.$queryRaw<(EmbeddingKey & { id: string })[]>`
    SELECT "id", "encoderId", "weightsHash", "preprocessing" FROM "ImportedEncoder"
    WHERE "projectId" = ${projectId}::uuid AND "encoderId" = ${encoderId} FOR UPDATE`;
  if (!encoder) throw notFound('The imported encoder');
  const [used] = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "MiningRun" r JOIN "Job" j ON j."id" = r."jobId"
    WHERE j."status" IN ('QUEUED', 'RUNNING') AND ${unfinishedRunsOf(projectId, encoderId)} LIMIT 1`;
  if (used) {
    throw new AppError(
      'conflict',
      `A mining run that waits or works needs the embeddings of "${encoderId}". Nothing was removed. Wait until the run is done, or cancel it, then try again.`,
      { key: 'importInUse', params: { encoder: encoderId } },
    );
  }
  return encoder;
}

const note = async (
  tx: Tx,
  ctx: Ctx,
  projectId: string,
  { id, key }: { id: string; key: EmbeddingKey },
): Promise<void> =>
  audit(tx, ctx, {
    projectId,
    action: 'embeddings.remove',
    subjectType: 'ImportedEncoder',
    subjectId: id,
    data: {
      encoder: key.encoderId,
      weights: key.weightsHash,
      images: await tx.embedding.count({ where: { ...key, image: { projectId } } }),
    },
  });
