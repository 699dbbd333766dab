import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { lockPair } from '@/lib/infra/pair-lock';

/** After this many skips a pair is offered to nobody until somebody decides; the schema's default. */
export const SKIPS_ALLOWED = 3;

/**
 * Offers a pair again that was skipped by many: to all but those who skipped it, until as many more
 * have. Doing it twice is no error.
 */
export async function offerAgain(
  ctx: Ctx,
  { projectId, pairId }: { projectId: string; pairId: string },
): Promise<void> {
  authorize(ctx, 'review:write', projectId);
  await inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    const skips = await tx.pairSkip.count({ where: { pairId } });
    const { count } = await tx.pair.updateMany({
      where: { id: pairId, skipsAllowed: { lte: skips } },
      data: { skipsAllowed: skips + SKIPS_ALLOWED, version: { increment: 1 } },
    });
    if (count === 0) return;
    await audit(tx, ctx, {
      projectId,
      action: 'pair.offer-again',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number, skips },
    });
  });
}
