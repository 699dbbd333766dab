import { AppError } from '@/lib/domain/errors';
import { authorize, type Ctx } from '@/lib/infra/context';
import { audit } from '@/lib/infra/audit';
import { inTransaction } from '@/lib/infra/db/client';
import { importedEncoders } from '@/lib/infra/embeddings/imported';
import type { EncodePayload } from './schemas';

/** Enqueues the encoding of everything that is missing. Throws `unprocessable` for imported encoders. */
export async function startEncoding(
  ctx: Ctx,
  input: EncodePayload & { projectId: string },
): Promise<{ jobId: string }> {
  authorize(ctx, 'mining:run', input.projectId);
  const imported = await importedEncoders(ctx.db, input.projectId);
  const ask = input.encoderIds?.find((id) => imported.some(({ key }) => key.encoderId === id));
  if (ask !== undefined) {
    throw new AppError(
      'unprocessable',
      `The embeddings of "${ask}" were imported; there is no encoder to run. Import those of further images, too.`,
      { key: 'encoderImported', params: { encoder: ask } },
    );
  }
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
