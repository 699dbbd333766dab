import { authorize, type Ctx } from '@/lib/infra/context';
import { audit } from '@/lib/infra/audit';
import { inTransaction } from '@/lib/infra/db/client';
import type { EncodePayload } from './schemas';

/** Enqueues the encoding of everything that is missing. */
export async function startEncoding(
  ctx: Ctx,
  input: EncodePayload & { projectId: string },
): Promise<{ jobId: string }> {
  authorize(ctx, 'mining:run', input.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const jobId = await ctx.jobs.enqueue(tx, {
      kind: 'encode',
      projectId: input.projectId,
      payload: input.encoderIds ? { encoderIds: input.encoderIds } : {},
      createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    });
    await audit(tx, ctx, {
      projectId: input.projectId,
      action: 'encoding.start',
      subjectType: 'Job',
      subjectId: jobId,
    });
    return { jobId };
  });
}
