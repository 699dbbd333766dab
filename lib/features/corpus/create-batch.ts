import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import type { BatchFields } from './schemas';

/** Opens a batch: the files that are added together, with their source and licence. */
export async function createBatch(
  ctx: Ctx,
  input: BatchFields & { projectId: string },
): Promise<{ batchId: string }> {
  authorize(ctx, 'corpus:add', input.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const batch = await tx.uploadBatch.create({
      data: {
        projectId: input.projectId,
        createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
        source: input.source,
        licence: input.licence,
        createdAt: ctx.clock.now(),
      },
      select: { id: true },
    });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'batch.create',
      subjectType: 'UploadBatch',
      subjectId: batch.id,
      data: { source: input.source, licence: input.licence },
    });
    return { batchId: batch.id };
  });
}
