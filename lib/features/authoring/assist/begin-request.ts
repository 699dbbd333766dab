import { PROMPT_VERSION } from '@/lib/domain/assist/prompt';
import { AppError } from '@/lib/domain/errors';
import { sources } from '@/lib/domain/item-lifecycle';
import type { ChatModel } from '@/lib/infra/assist/chat-model';
import type { Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { holds, leaseLost, lockPair } from '@/lib/infra/pair-lock';
import { isOn, viewOf } from './assistance';

/** For one person in all projects: enough for a day of writing, and an end to a program that asks on and on. */
export const REQUESTS_PER_HOUR = 30;
const HOUR_MS = 3_600_000;
/** A request whose server was killed is never answered; so long after its time limit it stands in nobody's way. */
const GRACE_MS = 10_000;

export interface BegunRequest {
  id: string;
  /** SHA-256 of the served images. */
  imageA: string;
  imageB: string;
}

/**
 * Writes down that somebody asks, before anything leaves the server. Refuses whoever does not hold the pair,
 * a project where it is off, a second request at a time, and more than REQUESTS_PER_HOUR.
 */
export async function beginRequest(
  ctx: Ctx,
  input: { projectId: string; pairId: string; userId: string },
  model: ChatModel | null,
): Promise<BegunRequest & { model: ChatModel }> {
  const { projectId, pairId, userId } = input;
  const now = ctx.clock.now();
  return inTransaction(ctx.db, async (tx) => {
    if (!model || !(await isOn(tx, projectId, model))) throw off();
    const pair = await lockPair(tx, projectId, pairId);
    if (!holds(pair, userId) || !sources('save-draft').includes(pair.status)) {
      throw leaseLost(pair.number);
    }
    await refuseMany(tx, userId, now, model.timeoutMs);
    const { id } = await tx.assistRequest.create({
      data: { pairId, userId, ...viewOf(model), promptVersion: PROMPT_VERSION, at: now },
      select: { id: true },
    });
    const { imageA, imageB } = await tx.pair.findUniqueOrThrow({
      where: { id: pairId },
      select: { imageA: { select: { sha256: true } }, imageB: { select: { sha256: true } } },
    });
    return { id, imageA: imageA.sha256, imageB: imageB.sha256, model };
  });
}

async function refuseMany(tx: Tx, userId: string, now: Date, timeoutMs: number): Promise<void> {
  // Two tabs at the same moment count one after the other.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`assist:${userId}`}, 0))`;
  const recent = await tx.assistRequest.findMany({
    where: { userId, at: { gt: new Date(now.getTime() - HOUR_MS) } },
    orderBy: { at: 'asc' },
    select: { at: true, answer: { select: { requestId: true } } },
  });
  const since = now.getTime() - timeoutMs - GRACE_MS;
  if (recent.some(({ at, answer }) => answer === null && at.getTime() > since)) {
    throw new AppError(
      'too-many-requests',
      'A request of yours is still on its way. Wait for it, or cancel it in the window that asked.',
      { key: 'assistBusy' },
    );
  }
  const first = recent.at(-REQUESTS_PER_HOUR);
  if (!first) return;
  const minutes = Math.max(1, Math.ceil((first.at.getTime() + HOUR_MS - now.getTime()) / 60_000));
  throw new AppError(
    'too-many-requests',
    `You have asked ${REQUESTS_PER_HOUR} times within an hour, which is the limit. Ask again in ${minutes} minutes; you can go on writing.`,
    { key: 'assistOften', params: { most: REQUESTS_PER_HOUR, minutes } },
  );
}

export const off = (): AppError =>
  new AppError(
    'forbidden',
    'Suggestions are not switched on in this project. Nothing was sent. An administrator can switch them on under Settings.',
    { key: 'assistOff' },
  );
