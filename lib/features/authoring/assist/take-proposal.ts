import { notFound } from '@/lib/domain/errors';
import { configuredModel, type ChatModel } from '@/lib/infra/assist/chat-model';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { holds, leaseLost, lockPair } from '@/lib/infra/pair-lock';
import { off } from './begin-request';
import { isOn } from './assistance';

/**
 * Writes down that a proposal goes into the form; the form is filled after it. Only of a request of one's own
 * for the pair that one holds, and only a place in the list that was shown. Again is the same as once.
 */
export async function takeProposal(
  ctx: Ctx,
  input: { projectId: string; pairId: string; requestId: string; place: number },
  model: ChatModel | null = configuredModel(),
): Promise<{ place: number }> {
  const { projectId, pairId, requestId, place } = input;
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    if (!(await isOn(tx, projectId, model))) throw off();
    const pair = await lockPair(tx, projectId, pairId);
    if (!holds(pair, userId)) throw leaseLost(pair.number);
    const answer = await tx.assistAnswer.findFirst({
      where: { requestId, shown: { gte: place }, request: { pairId, userId } },
      select: { requestId: true },
    });
    if (!answer) throw notFound('The proposal');
    await tx.assistTaken.createMany({
      data: [{ requestId, place, at: ctx.clock.now() }],
      skipDuplicates: true,
    });
    return { place };
  });
}
