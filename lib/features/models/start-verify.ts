import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import type { VerifyPayload } from './schemas';

/** Enqueues the verification of the named encoders, or of all that are installed. */
export async function startVerify(
  ctx: Ctx,
  { projectId, encoderIds }: VerifyPayload & { projectId: string },
): Promise<{ jobId: string }> {
  authorize(ctx, 'models:manage', projectId);
  return inTransaction(ctx.db, async (tx) => {
    const jobId = await ctx.jobs.enqueue(tx, {
      kind: 'verify-encoders',
      projectId,
      payload: encoderIds ? { encoderIds } : {},
      createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    });
    await audit(tx, ctx, {
      projectId,
      action: 'model.verify',
      subjectType: 'Job',
      subjectId: jobId,
      data: { count: encoderIds?.length ?? 0 },
    });
    return { jobId };
  });
}
