import { createHash } from 'node:crypto';
import { PROPOSALS_PROMPT, SYSTEM_PROMPT } from '@/lib/domain/assist/prompt';
import type { Proposal } from '@/lib/domain/assist/proposal';
import { readProposals, storable } from '@/lib/domain/assist/read-proposals';
import { AppError } from '@/lib/domain/errors';
import {
  askModel,
  configuredModel,
  hostOf,
  type ChatModel,
  type ModelAnswer,
  type ModelTrouble,
} from '@/lib/infra/assist/chat-model';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { dataUrlForModel } from '@/lib/infra/images/for-model';
import { servedBytes } from '@/lib/infra/images/served-bytes';
import { beginRequest, type BegunRequest } from './begin-request';

export interface Proposals {
  requestId: string;
  /** Empty where the model had none. */
  proposals: Proposal[];
}

interface AskInput {
  projectId: string;
  pairId: string;
  /** Aborted when the person cancels or leaves. */
  signal?: AbortSignal;
}

/**
 * Asks the operator's model for questions about a pair that the person holds, because the person asked. Both the
 * asking and how it ended are stored. Throws an AppError with a sentence for whatever kept the model from it.
 */
export async function askProposals(
  ctx: Ctx,
  { projectId, pairId, signal }: AskInput,
  configured: ChatModel | null = configuredModel(),
): Promise<Proposals> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  const { model, ...request } = await beginRequest(ctx, { projectId, pairId, userId }, configured);
  const asked = await ask(ctx, request, model, signal);
  const read = asked.ok ? readProposals(asked.text) : null;
  const proposals = read?.understood ? read.proposals : [];
  const outcome = !asked.ok ? asked.trouble : read?.understood ? 'proposals' : 'unclear';
  await inTransaction(ctx.db, async (tx) => {
    const text = asked.text === undefined ? null : storable(asked.text);
    await tx.assistAnswer.create({
      data: {
        requestId: request.id,
        outcome,
        answer: text,
        answerSha256: text === null ? null : createHash('sha256').update(text).digest('hex'),
        proposals: proposals.map((proposal) => ({ ...proposal })),
        shown: proposals.length,
        at: ctx.clock.now(),
      },
      select: { requestId: true },
    });
    if (proposals.length > 0) await rememberKeysSeen(tx, { pairId, userId, now: ctx.clock.now() });
  });
  if (outcome === 'proposals') return { requestId: request.id, proposals };
  const status = asked.ok ? undefined : asked.status;
  ctx.log.warn({ outcome, status, host: hostOf(model) }, 'a model gave no proposals');
  throw trouble(outcome, hostOf(model), { status, seconds: Math.ceil(model.timeoutMs / 1000) });
}

async function ask(
  ctx: Ctx,
  { imageA, imageB }: BegunRequest,
  model: ChatModel,
  signal: AbortSignal | undefined,
): Promise<ModelAnswer | { ok: false; trouble: 'no-image'; status?: never; text?: never }> {
  const images: string[] = [];
  for (const sha256 of [imageA, imageB]) {
    const bytes = await servedBytes(ctx.storage, sha256);
    const url = bytes && (await dataUrlForModel(bytes).catch(() => null));
    if (!url) return { ok: false, trouble: 'no-image' };
    images.push(url);
  }
  return askModel(model, { system: SYSTEM_PROMPT, text: PROPOSALS_PROMPT, images }, signal);
}

/** Proposals name what is right for A: whoever saw them does not review the pair, as with any other key. */
async function rememberKeysSeen(
  tx: Tx,
  { pairId, userId, now }: { pairId: string; userId: string; now: Date },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "PairExposure" ("pairId", "userId", "reason", "at")
    VALUES (${pairId}::uuid, ${userId}::uuid, 'saw-key', ${now}::timestamp)
    ON CONFLICT ("pairId", "userId") DO UPDATE SET "reason" = EXCLUDED."reason"
      WHERE "PairExposure"."reason" <> 'drafted'`;
}

function trouble(
  outcome: ModelTrouble | 'no-image',
  host: string,
  { status, seconds }: { status: number | undefined; seconds: number },
): AppError {
  switch (outcome) {
    case 'cancelled':
      return new AppError('unavailable', 'The request was cancelled.', { key: 'assistCancelled' });
    case 'no-image':
      return new AppError(
        'unprocessable',
        'An image of this pair cannot be read on the server. Nothing was sent. Reject the pair as broken, or tell an administrator.',
        { key: 'assistNoImage' },
      );
    case 'slow':
      return new AppError(
        'unavailable',
        `${host} gave no answer within ${seconds} seconds. Your draft is untouched. Ask again, or go on writing.`,
        { key: 'assistSlow', params: { host, seconds } },
      );
    case 'unreachable':
      return new AppError(
        'unavailable',
        `${host} cannot be reached from the server. Your draft is untouched. Go on writing, and tell the operator if it stays so.`,
        { key: 'assistUnreachable', params: { host } },
      );
    case 'refused':
      return new AppError(
        'unavailable',
        `${host} does not accept requests from this server. Your draft is untouched. Tell the operator: its access is set up wrongly.`,
        { key: 'assistRefused', params: { host } },
      );
    case 'failed':
      return new AppError(
        'unavailable',
        `${host} reported an error (${status ?? 0}). Your draft is untouched. Ask again later, or go on writing.`,
        { key: 'assistFailed', params: { host, status: status ?? 0 } },
      );
    case 'too-large':
    case 'unclear':
      return new AppError(
        'unavailable',
        'The model answered, but not with questions that can be read. Your draft is untouched. Ask again, or go on writing.',
        { key: 'assistUnclear' },
      );
  }
}
