import type { Tx } from '@/lib/infra/db/client';

/**
 * True when the pair was sent back after a decision, or people have answered about it. Scores may have
 * been seen then, so that dropping it needs a sentence that says why, whoever does it.
 */
export async function decidedBefore(tx: Tx, pairId: string): Promise<boolean> {
  const reopenings = await tx.reopening.count({ where: { pairId } });
  if (reopenings > 0) return true;
  return (await tx.response.count({ where: { trial: { pairId } } })) > 0;
}
