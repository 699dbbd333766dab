import type { Readable } from 'node:stream';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { openBatch } from './ingest-file';

/** Stores an uploaded zip as it streams in and enqueues the job that takes its images. */
export async function receiveArchive(
  ctx: Ctx,
  input: { projectId: string; batchId: string; body: Readable },
): Promise<{ jobId: string }> {
  authorize(ctx, 'corpus:add', input.projectId);
  const batch = await openBatch(ctx, input);
  const uploadKey = `uploads/${input.projectId}/${ctx.rng.uuid()}.zip`;
  await ctx.storage.putStream(uploadKey, input.body);
  const jobId = await inTransaction(ctx.db, (tx) =>
    ctx.jobs.enqueue(tx, {
      kind: 'ingest',
      projectId: input.projectId,
      payload: { batchId: batch.id, uploadKey },
      createdById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    }),
  );
  return { jobId };
}
