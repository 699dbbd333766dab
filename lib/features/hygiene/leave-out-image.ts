import { notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { releaseCopies } from './release-copies';

/**
 * Leaves an image out of mining by hand, with a reason in words. `keepImage` undoes it. Near-duplicates that
 * were left out for its sake take part again; the next check chooses which of them stays. Throws 'not-found'.
 */
export async function leaveOutImage(
  ctx: Ctx,
  { projectId, imageId, note }: { projectId: string; imageId: string; note: string },
): Promise<void> {
  authorize(ctx, 'corpus:manage', projectId);
  await inTransaction(ctx.db, async (tx) => {
    const image = await tx.image.findFirst({
      where: { id: imageId, projectId },
      select: { id: true },
    });
    if (!image) throw notFound('The image');
    const flag = {
      projectId,
      note,
      current: true,
      flaggedAt: ctx.clock.now(),
      flaggedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      keptAt: null,
      keptById: null,
    };
    await tx.imageFlag.upsert({
      where: { imageId_reason: { imageId, reason: 'by-hand' } },
      create: { imageId, reason: 'by-hand', ...flag },
      update: flag,
      select: { imageId: true },
    });
    const released = await releaseCopies(tx, projectId, { imageId });
    await audit(tx, ctx, {
      projectId,
      action: 'image.leave-out',
      subjectType: 'Image',
      subjectId: imageId,
      data: { note, ...(released > 0 ? { released } : {}) },
    });
  });
}
