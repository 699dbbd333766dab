/** Writes what a check found. Each chunk is one short statement; all of it can be repeated. */
import { audit } from '@/lib/infra/audit';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import type { FoundFlag } from './find-flags';

const CHUNK = 1000;

interface Store {
  projectId: string;
  runId: string;
  images: number;
  flags: readonly FoundFlag[];
  signal: AbortSignal;
}

/**
 * Flags that are there already get the newest numbers and keep what people decided about them. Then
 * those that the check did not find again no longer hold, in the transaction that closes the run.
 */
export async function storeFlags(ctx: Ctx, input: Store): Promise<void> {
  for (let start = 0; start < input.flags.length; start += CHUNK) {
    input.signal.throwIfAborted();
    await storeChunk(ctx, input, input.flags.slice(start, start + CHUNK));
  }
  input.signal.throwIfAborted();
  await closeRun(ctx, input);
}

async function storeChunk(
  ctx: Ctx,
  { projectId, runId }: Store,
  flags: readonly FoundFlag[],
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.$executeRaw`
    INSERT INTO "ImageFlag"
      ("imageId", "reason", "projectId", "current", "measure", "threshold", "likeId", "runId", "flaggedAt")
    SELECT f."imageId", f."reason", ${projectId}::uuid, TRUE, f."measure", f."threshold", f."likeId",
           ${runId}::uuid, ${now}
    FROM unnest(
      ${flags.map((flag) => flag.imageId)}::uuid[],
      ${flags.map((flag) => flag.reason)}::text[],
      ${flags.map((flag) => flag.measure)}::float8[],
      ${flags.map((flag) => flag.threshold)}::float8[],
      ${flags.map((flag) => flag.likeId)}::uuid[]
    ) AS f("imageId", "reason", "measure", "threshold", "likeId")
    -- A worker that was asleep must not bring back what another attempt has finished since.
    WHERE EXISTS (SELECT 1 FROM "HygieneRun" r WHERE r."id" = ${runId}::uuid AND r."finishedAt" IS NULL)
    ON CONFLICT ("imageId", "reason") DO UPDATE
    SET "current" = TRUE, "measure" = EXCLUDED."measure", "threshold" = EXCLUDED."threshold",
        "likeId" = EXCLUDED."likeId", "runId" = EXCLUDED."runId",
        "flaggedAt" = CASE WHEN "ImageFlag"."current" THEN "ImageFlag"."flaggedAt"
                           ELSE EXCLUDED."flaggedAt" END`;
}

const closeRun = (ctx: Ctx, { projectId, runId, images, flags }: Store): Promise<void> =>
  inTransaction(ctx.db, async (tx) => {
    const flagged = new Set(flags.map(({ imageId }) => imageId)).size;
    const closed = await tx.hygieneRun.updateMany({
      where: { id: runId, finishedAt: null },
      data: { images, flagged, finishedAt: ctx.clock.now() },
    });
    if (closed.count === 0) return;
    await tx.imageFlag.updateMany({
      where: {
        projectId,
        current: true,
        reason: { not: 'by-hand' },
        OR: [{ runId: null }, { runId: { not: runId } }],
      },
      data: { current: false },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'hygiene.finish',
      subjectType: 'HygieneRun',
      subjectId: runId,
      data: { images, flagged },
    });
  });
