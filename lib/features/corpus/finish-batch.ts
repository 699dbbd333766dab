import { notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { batchCounts, type BatchCounts } from './batch-counts';

/** Closes a batch and notes its counts. Closing it again changes nothing and returns them again. */
export async function finishBatch(
  ctx: Ctx,
  input: { projectId: string; batchId: string },
): Promise<BatchCounts> {
  authorize(ctx, 'corpus:add', input.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const batch = await tx.uploadBatch.findFirst({
      where: { id: input.batchId, projectId: input.projectId },
      select: { id: true },
    });
    if (!batch) throw notFound('The batch');
    const counts = await batchCounts(tx, batch.id);
    const closed = await tx.uploadBatch.updateMany({
      where: { id: batch.id, finishedAt: null },
      data: { finishedAt: ctx.clock.now() },
    });
    if (closed.count === 1) {
      await audit(tx, ctx, {
        projectId: input.projectId,
        action: 'batch.finish',
        subjectType: 'UploadBatch',
        subjectId: batch.id,
        data: { ...counts },
      });
    }
    return counts;
  });
}
