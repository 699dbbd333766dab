import { notFound } from '@/lib/domain/errors';
import type { Reason } from '@/lib/domain/hygiene/rules';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { releaseCopies } from './release-copies';

/** `keep` false takes the decision back: the flag leaves its image out again, and lets its copies in. */
interface Decision {
  projectId: string;
  keep: boolean;
}

/** Keeps one image in mining despite all its flags, or takes that back. Throws 'not-found'. */
export async function keepImage(
  ctx: Ctx,
  input: Decision & { imageId: string },
): Promise<{ images: number }> {
  authorize(ctx, 'corpus:manage', input.projectId);
  return decide(ctx, input, { imageId: input.imageId });
}

/** Keeps all images that are flagged for one reason, or takes that back; other reasons still count. */
export async function keepReason(
  ctx: Ctx,
  input: Decision & { reason: Reason },
): Promise<{ images: number }> {
  authorize(ctx, 'corpus:manage', input.projectId);
  return decide(ctx, input, { reason: input.reason });
}

async function decide(
  ctx: Ctx,
  { projectId, keep }: Decision,
  which: { imageId: string } | { reason: Reason },
): Promise<{ images: number }> {
  const one = 'imageId' in which;
  return inTransaction(ctx.db, async (tx) => {
    const flagged = { projectId, current: true, ...which };
    if (one && (await tx.imageFlag.count({ where: flagged })) === 0) throw notFound('The flag');
    const { count } = await tx.imageFlag.updateMany({
      where: { ...flagged, keptAt: keep ? null : { not: null } },
      data: keep
        ? { keptAt: ctx.clock.now(), keptById: ctx.actor.kind === 'user' ? ctx.actor.userId : null }
        : { keptAt: null, keptById: null },
    });
    if (!keep && count > 0) await releaseCopies(tx, projectId, which);
    if (count > 0) {
      await audit(tx, ctx, {
        projectId,
        action: keep ? 'image.keep' : 'image.unkeep',
        subjectType: one ? 'Image' : 'Project',
        subjectId: one ? which.imageId : projectId,
        data: one ? { images: 1 } : { images: count, reason: which.reason },
      });
    }
    return { images: one ? Math.min(1, count) : count };
  });
}
