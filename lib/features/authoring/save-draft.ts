import { AppError } from '@/lib/domain/errors';
import { sources, transition } from '@/lib/domain/item-lifecycle';
import { sameContent, type QuestionContent } from '@/lib/domain/question-lint';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { holds, leaseEnd, leaseLost, lockPair, type LockedPair } from '@/lib/infra/pair-lock';
import { CONTENT_SELECT, toContent } from './content';

export interface SavedDraft {
  version: number;
  savedAt: string;
  leaseExpiresAt: string;
}

export interface DraftInput {
  projectId: string;
  pairId: string;
  baseVersion: number;
  content: QuestionContent;
}

/**
 * Stores what was typed and renews the lease. Throws 'lease-lost' when the pair went to somebody
 * else, and 'conflict' with the stored draft as `current` when it changed since `baseVersion`.
 */
export async function saveDraft(ctx: Ctx, input: DraftInput): Promise<SavedDraft> {
  authorize(ctx, 'authoring:write', input.projectId);
  const userId = requireUser(ctx);
  const now = ctx.clock.now();
  return inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, input.projectId, input.pairId);
    if (!holds(pair, userId) || !sources('save-draft').includes(pair.status)) {
      throw leaseLost(pair.number);
    }
    const { version, tookOver } = await writeDraft(tx, input, userId, now);
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
    return {
      version,
      savedAt: now.toISOString(),
      leaseExpiresAt: leaseExpiresAt.toISOString(),
    };
  });
}

/** The pair's row is locked by the caller, so that reading before writing is safe here. */
async function writeDraft(
  tx: Tx,
  { pairId, baseVersion, content }: DraftInput,
  userId: string,
  now: Date,
): Promise<{ version: number; tookOver: boolean }> {
  const stored = await tx.draft.findUnique({
    where: { pairId },
    select: { ...CONTENT_SELECT, version: true, authorId: true, updatedAt: true },
  });
  if (!stored) {
    await tx.draft.create({ data: { ...content, pairId, authorId: userId, updatedAt: now } });
    return { version: 1, tookOver: false };
  }
  if (stored.version !== baseVersion) {
    // A save whose answer got lost comes again with the same text: it is already stored.
    if (stored.authorId === userId && sameContent(toContent(stored), content)) {
      return { version: stored.version, tookOver: false };
    }
    throw draftConflict({ ...stored, content: toContent(stored) });
  }
  const version = stored.version + 1;
  await tx.draft.update({
    where: { pairId, version: baseVersion },
    data: { ...content, authorId: userId, updatedAt: now, version },
  });
  return { version, tookOver: stored.authorId !== userId };
}

export interface StoredDraft {
  version: number;
  updatedAt: Date;
  content: QuestionContent;
}

export const draftConflict = ({ version, updatedAt, content }: StoredDraft): AppError =>
  new AppError(
    'conflict',
    'This draft was changed in another window. Both texts are safe: choose which one to go on with.',
    {
      key: 'draftConflict',
      // The author's own text: he may see his key.
      current: { version, updatedAt: updatedAt.toISOString(), content },
    },
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
