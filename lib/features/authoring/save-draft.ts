import { AppError } from '@/lib/domain/errors';
import { sources, transition } from '@/lib/domain/item-lifecycle';
import { sameContent, type QuestionContent } from '@/lib/domain/question-lint';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { holds, leaseEnd, leaseLost, lockPair, type LockedPair } from '@/lib/infra/pair-lock';
import { CONTENT_SELECT, toContent } from './content';
import { keepDraft, keepOfFormerHolder } from './keep-draft';

export interface SavedDraft {
  version: number;
  savedAt: string;
  leaseExpiresAt: string;
}

export interface DraftInput {
  projectId: string;
  pairId: string;
  /** The pair's question when the text was typed; null before there was one. */
  questionId: string | null;
  baseVersion: number;
  content: QuestionContent;
  /** The page that sends it, and which of its saves this is; without both it is like no other. */
  page?: string | undefined;
  step?: number | undefined;
}

/**
 * Stores what was typed and renews the lease. Throws 'lease-lost' when the pair went to somebody else, after
 * it has kept the text for its writer, and 'conflict' with what the pair holds as `current` when the draft
 * changed since `baseVersion` or the pair has got another question since.
 */
export async function saveDraft(ctx: Ctx, input: DraftInput): Promise<SavedDraft> {
  authorize(ctx, 'authoring:write', input.projectId);
  const userId = requireUser(ctx);
  const result = await inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, input.projectId, input.pairId);
    if (!holds(pair, userId) || !sources('save-draft').includes(pair.status)) {
      const { pairId, content } = input;
      const words = { pairId, userId, content, now: ctx.clock.now() };
      return { lost: pair.number, kept: (await keepOfFormerHolder(tx, words)) !== null };
    }
    return { saved: await store(tx, ctx, pair, input, userId) };
  });
  if (result.saved) return result.saved;
  throw result.kept ? textKept(result.lost) : leaseLost(result.lost);
}

async function store(
  tx: Tx,
  ctx: Ctx,
  pair: LockedPair,
  input: DraftInput,
  userId: string,
): Promise<SavedDraft> {
  const now = ctx.clock.now();
  const { version, tookOver } = await writeDraft(tx, pair, input, userId, now);
  const status = transition(pair.status, 'save-draft');
  const leaseExpiresAt = leaseEnd(now, pair.leaseMinutes);
  await tx.pair.update({
    where: { id: pair.id },
    data: {
      leaseExpiresAt,
      ...(status === pair.status ? {} : { status, version: { increment: 1 } }),
    },
  });
  if (version === 1 || tookOver) await recordDrafting(tx, ctx, pair, input, userId, tookOver);
  return { version, savedAt: now.toISOString(), leaseExpiresAt: leaseExpiresAt.toISOString() };
}

/** The pair's row is locked by the caller, so that reading before writing is safe here. */
async function writeDraft(
  tx: Tx,
  pair: LockedPair,
  input: DraftInput,
  userId: string,
  now: Date,
): Promise<{ version: number; tookOver: boolean }> {
  const { pairId, content, page = null, step = 0 } = input;
  const stored = await storedDraft(tx, pairId);
  if (pair.currentQuestionId !== input.questionId) throw await olderQuestion(tx, pair, stored);
  const written = { ...content, authorId: userId, updatedAt: now, page, step };
  if (!stored) {
    await tx.draft.create({ data: { ...written, pairId } });
    return { version: 1, tookOver: false };
  }
  if (stored.version !== input.baseVersion && !goesOn(stored, input, userId)) {
    // A save whose answer got lost comes again with the same text: it is already stored.
    if (stored.authorId === userId && sameContent(stored.content, content)) {
      return { version: stored.version, tookOver: false };
    }
    throw draftConflict(stored, pair.currentQuestionId);
  }
  const tookOver = stored.authorId !== userId;
  if (tookOver) {
    const { authorId, updatedAt } = stored;
    const words = { pairId, authorId, content: stored.content, writtenAt: updatedAt };
    await keepDraft(tx, words, now);
  }
  const version = stored.version + 1;
  await tx.draft.update({
    where: { pairId, version: stored.version },
    data: { ...written, version },
  });
  return { version, tookOver };
}

/** A later save of the very page that wrote what is stored, which has not heard that it was. */
const goesOn = (
  stored: { authorId: string; page: string | null; step: number },
  { page, step = 0 }: DraftInput,
  userId: string,
): boolean =>
  page !== undefined && stored.page === page && stored.authorId === userId && step > stored.step;

interface Stored {
  version: number;
  authorId: string;
  updatedAt: Date;
  page: string | null;
  step: number;
  content: QuestionContent;
}

export async function storedDraft(tx: Tx, pairId: string): Promise<Stored | null> {
  const row = await tx.draft.findUnique({
    where: { pairId },
    select: {
      ...CONTENT_SELECT,
      version: true,
      authorId: true,
      updatedAt: true,
      page: true,
      step: true,
    },
  });
  if (!row) return null;
  const { version, authorId, updatedAt, page, step, ...content } = row;
  return { version, authorId, updatedAt, page, step, content: toContent(content) };
}

/** Whoever holds the pair may see its key: it is his own text, or the one that he goes on with. */
export const draftConflict = (
  { version, updatedAt, content }: Pick<Stored, 'version' | 'updatedAt' | 'content'>,
  questionId: string | null,
): AppError =>
  new AppError(
    'conflict',
    'This draft was changed in another window. Both texts are safe: choose which one to go on with.',
    {
      key: 'draftConflict',
      current: { version, updatedAt: updatedAt.toISOString(), content, questionId },
    },
  );

/** A window that slept while the pair's question was submitted must not bring its old text back over it. */
export async function olderQuestion(
  tx: Tx,
  pair: LockedPair,
  stored: Stored | null,
): Promise<AppError> {
  const { currentQuestionId: questionId } = pair;
  const newest = questionId
    ? await tx.questionVersion.findUniqueOrThrow({
        where: { id: questionId },
        select: { ...CONTENT_SELECT, submittedAt: true },
      })
    : null;
  const content = stored?.content ?? toContent(newest);
  const at = stored?.updatedAt ?? newest?.submittedAt;
  return new AppError(
    'conflict',
    'The pair has got a newer question since this text was typed. Both texts are safe: choose which one to go on with.',
    {
      key: 'draftOnOlderQuestion',
      current: { version: stored?.version ?? 0, updatedAt: at?.toISOString(), content, questionId },
    },
  );
}

const textKept = (number: number): AppError =>
  new AppError(
    'lease-lost',
    `Your lease on pair ${number} has ended and the pair is no longer yours. Nothing was overwritten, and your text is kept: the first page of the bench lists it. Take the next pair.`,
    { key: 'leaseLostKept', params: { number } },
  );

/** Not at each keystroke: when a draft begins and when it changes hands. */
async function recordDrafting(
  tx: Tx,
  ctx: Ctx,
  pair: LockedPair,
  { projectId }: DraftInput,
  userId: string,
  tookOver: boolean,
): Promise<void> {
  // Whoever wrote a part of a question does not review it.
  await tx.pairExposure.upsert({
    where: { pairId_userId: { pairId: pair.id, userId } },
    create: { pairId: pair.id, userId, reason: 'drafted', at: ctx.clock.now() },
    update: { reason: 'drafted' },
  });
  await audit(tx, ctx, {
    projectId,
    action: tookOver ? 'draft.take-over' : 'draft.begin',
    subjectType: 'Pair',
    subjectId: pair.id,
    data: { number: pair.number },
  });
}
