import type { Tx } from '@/lib/infra/db/client';
import { LEAVES_OUT } from '@/lib/infra/left-out';

/**
 * Near-duplicates are left out because another image stays. Where people left that one out, the flags of
 * its copies no longer hold; returns how many. `which` are the flags by which it was left out.
 */
export async function releaseCopies(
  tx: Tx,
  projectId: string,
  which: { imageId: string } | { reason: string },
): Promise<number> {
  const { count } = await tx.imageFlag.updateMany({
    where: { projectId, current: true, like: { flags: { some: { ...which, ...LEAVES_OUT } } } },
    data: { current: false },
  });
  return count;
}
