import { embeddingKey, sameEmbeddingKey, type EmbeddingKey } from '@/lib/domain/encoders';
import type { WorkerCtx } from '@/lib/infra/jobs/worker-context';
import { encodePass } from './encode-pass';

/**
 * What an idle worker does: takes chunks of the encodings that jobs of other workers want, with the
 * encoders that it has itself. Ends when there is nothing left to claim; it waits for nobody.
 * Returns the number of images that it encoded. Throws what an encoder throws.
 */
export async function helpEncoding(ctx: WorkerCtx, signal: AbortSignal): Promise<number> {
  const wanted = await ctx.db.encoding.findMany({
    where: { wantedUntil: { gt: ctx.clock.now() } },
    orderBy: { wantedUntil: 'asc' },
  });
  let encoded = 0;
  for (const { id, projectId, encoderId, weightsHash, preprocessing } of wanted) {
    const key = { encoderId, weightsHash, preprocessing };
    if (!(await has(ctx, key))) continue;
    const stillWanted = async () =>
      (await ctx.db.encoding.count({ where: { id, wantedUntil: { gt: ctx.clock.now() } } })) > 0;
    const pass = await encodePass(ctx, { id, projectId, key }, { signal, stillWanted });
    encoded += pass.encoded;
  }
  return encoded;
}

/** Whether this machine has that very encoder: the same weights, the same preprocessing. */
async function has(ctx: WorkerCtx, key: EmbeddingKey): Promise<boolean> {
  const entries = await ctx.encoders.list();
  return entries.some(
    (entry) =>
      entry.id === key.encoderId &&
      entry.usable &&
      sameEmbeddingKey(embeddingKey(entry.description), key),
  );
}
