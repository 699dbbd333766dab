import { AppError } from '@/lib/domain/errors';
import { sources, transition } from '@/lib/domain/item-lifecycle';
import { blocking, lintQuestion, readyQuestion, sameContent } from '@/lib/domain/question-lint';
import { reviewsFor } from '@/lib/domain/review-rules';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { guidelineInForce } from '@/lib/infra/guidelines/guideline-in-force';
import { holds, leaseLost, lockPair } from '@/lib/infra/pair-lock';
import { assistedSoFar } from './assist/assisted-so-far';
import { keepDraft } from './keep-draft';
import { draftConflict, olderQuestion, storedDraft, type DraftInput } from './save-draft';

export interface SubmittedQuestion {
  questionId: string;
  version: number;
}

/**
 * Makes the next version of the pair's question and hands the pair to review. Repeating it with the
 * same `idempotencyKey` returns the first result. Throws 'invalid' with `fields` (field -> code of
 * the broken rule, see question-lint), 'lease-lost', or 'conflict' as saving does.
 */
export async function submitQuestion(
  ctx: Ctx,
  input: DraftInput & { idempotencyKey: string },
): Promise<SubmittedQuestion> {
  const { projectId, pairId, idempotencyKey } = input;
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    // The lock comes first: of two submits with one key the second waits here and then finds the first's result.
    const pair = await lockPair(tx, projectId, pairId);
    const done = await tx.questionVersion.findUnique({
      where: { idempotencyKey },
      select: { id: true, version: true, pairId: true, authorId: true },
    });
    if (done) return repeated(done, pairId, userId);
    if (!holds(pair, userId) || !sources('submit').includes(pair.status))
      throw leaseLost(pair.number);
    const draft = await storedDraft(tx, pairId);
    if (pair.currentQuestionId !== input.questionId) throw await olderQuestion(tx, pair, draft);
    refuseStale(draft, input);

    const ready = readyQuestion(input.content);
    if (!ready) throw notReady(input);
    const { _max } = await tx.questionVersion.aggregate({
      where: { pairId },
      _max: { version: true },
    });
    const now = ctx.clock.now();
    const created = await tx.questionVersion.create({
      data: {
        ...ready,
        pairId,
        authorId: userId,
        idempotencyKey,
        version: (_max.version ?? 0) + 1,
        submittedAt: now,
        guidelineVersion: await guidelineInForce(tx, ctx.clock, projectId),
        reviewsWanted: await reviewsWanted(tx, ctx, projectId),
        assisted: await assistedSoFar(tx, pairId, userId),
      },
      select: { id: true, version: true },
    });
    if (draft && draft.authorId !== userId) {
      // Taken over and submitted without a save in between: the first one's words go with no draft.
      const { authorId, content, updatedAt: writtenAt } = draft;
      await keepDraft(tx, { pairId, authorId, content, writtenAt }, now);
    }
    await tx.draft.deleteMany({ where: { pairId } });
    await tx.pair.update({
      where: { id: pairId },
      data: {
        status: transition(pair.status, 'submit'),
        currentQuestionId: created.id,
        leaseHolderId: null,
        leaseExpiresAt: null,
        version: { increment: 1 },
      },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'question.submit',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number: pair.number, version: created.version, questionId: created.id },
    });
    return { questionId: created.id, version: created.version };
  });
}

/** Drawn once and stored; the author does not learn it. */
async function reviewsWanted(
  tx: Tx,
  { rng }: Pick<Ctx, 'rng'>,
  projectId: string,
): Promise<number> {
  const rules = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { reviewsPerQuestion: true, reviewOverlap: true },
  });
  // The first 32 bits of a random UUID.
  return reviewsFor(rules, parseInt(rng.uuid().slice(0, 8), 16) / 2 ** 32);
}

function repeated(
  done: { id: string; version: number; pairId: string; authorId: string },
  pairId: string,
  userId: string,
): SubmittedQuestion {
  if (done.pairId !== pairId || done.authorId !== userId) {
    throw new AppError(
      'conflict',
      'This submit belongs to another pair. Reload and submit again.',
      {
        key: 'submitElsewhere',
      },
    );
  }
  return { questionId: done.id, version: done.version };
}

/** A submit from a window with an older text must not replace a newer draft silently. */
function refuseStale(
  stored: Awaited<ReturnType<typeof storedDraft>>,
  { questionId, baseVersion, content }: DraftInput,
): void {
  if (!stored || stored.version === baseVersion) return;
  if (sameContent(stored.content, content)) return;
  throw draftConflict(stored, questionId);
}

function notReady({ content }: DraftInput): AppError {
  const fields: Record<string, string> = {};
  for (const { field, code } of blocking(lintQuestion(content))) fields[field] ??= code;
  return new AppError(
    'invalid',
    'The question is not ready yet. Your draft is safe; mend what the list names and submit again.',
    { key: 'questionNotReady', fields },
  );
}
