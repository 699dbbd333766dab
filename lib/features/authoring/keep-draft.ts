/** Texts that are no longer a pair's draft, kept for whoever wrote them. */
import { AppError, notFound } from '@/lib/domain/errors';
import { EMPTY_QUESTION, sameContent, type QuestionContent } from '@/lib/domain/question-lint';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type DbOrTx, type Tx } from '@/lib/infra/db/client';
import { lockPair } from '@/lib/infra/pair-lock';
import { CONTENT_SELECT, toContent } from './content';

/** A text of the person's own that is not the pair's draft. */
export interface OwnText {
  id: string;
  content: QuestionContent;
  writtenAt: string;
}

interface Words {
  pairId: string;
  authorId: string;
  content: QuestionContent;
  writtenAt: Date;
}

/** Keeps somebody's words under his name. What is empty, or shown to him already, is not kept again. */
export async function keepDraft(tx: Tx, words: Words, now: Date): Promise<OwnText | null> {
  const { pairId, authorId, content, writtenAt } = words;
  if (sameContent(content, EMPTY_QUESTION)) return null;
  const known = (await ownTexts(tx, { pairId, userId: authorId })).find((one) =>
    sameContent(one.content, content),
  );
  if (known) return known;
  const { id } = await tx.keptDraft.create({
    data: { ...content, pairId, authorId, writtenAt, keptAt: now },
    select: { id: true },
  });
  return { id, content, writtenAt: writtenAt.toISOString() };
}

/** What the person wrote on the pair and has not put away, newest first. */
export async function ownTexts(
  db: DbOrTx,
  { pairId, userId }: { pairId: string; userId: string },
): Promise<OwnText[]> {
  const rows = await db.keptDraft.findMany({
    where: { pairId, authorId: userId, dismissedAt: null },
    orderBy: { id: 'desc' },
    select: { ...CONTENT_SELECT, id: true, writtenAt: true },
  });
  return rows.map(({ id, writtenAt, ...content }) => ({
    id,
    writtenAt: writtenAt.toISOString(),
    content: toContent(content),
  }));
}

/** The ways in which somebody has had the pair on the bench; a reviewer or a look through the lens is none. */
const HAD_IT = ['claimed', 'saw-key', 'drafted'];

/**
 * Keeps what a person typed on a pair that he has ever had on the bench, also when it is no longer his. Null
 * for whoever has not: nothing is kept then. With `besideDraft` also what is his draft at this moment, for it
 * is about to be replaced. Whoever wrote on a pair does not review it.
 */
export async function keepOfFormerHolder(
  tx: Tx,
  input: { pairId: string; userId: string; content: QuestionContent; now: Date },
  { besideDraft = false }: { besideDraft?: boolean } = {},
): Promise<OwnText | 'known' | null> {
  const { pairId, userId, content, now } = input;
  const key = { pairId_userId: { pairId, userId } };
  const had = await tx.pairExposure.findUnique({ where: key, select: { reason: true } });
  if (!had || !HAD_IT.includes(had.reason)) return null;
  if (!besideDraft && (await standsElsewhere(tx, pairId, userId, content))) return 'known';
  const kept = await keepDraft(tx, { pairId, authorId: userId, content, writtenAt: now }, now);
  if (!kept) return 'known';
  await tx.pairExposure.update({ where: key, data: { reason: 'drafted' } });
  return kept;
}

/** The person's draft or one of his submitted questions says exactly this. */
async function standsElsewhere(
  tx: Tx,
  pairId: string,
  userId: string,
  content: QuestionContent,
): Promise<boolean> {
  const select = CONTENT_SELECT;
  const [drafts, questions] = [
    await tx.draft.findMany({ where: { pairId, authorId: userId }, select }),
    await tx.questionVersion.findMany({ where: { pairId, authorId: userId }, select }),
  ];
  return [...drafts, ...questions].some((row) => sameContent(toContent(row), content));
}

interface PairText {
  projectId: string;
  pairId: string;
  content: QuestionContent;
}

/** Keeps a text that is not to be the draft: the one that was not chosen, or one on a pair that is gone. */
export async function keepText(ctx: Ctx, input: PairText): Promise<{ text: OwnText | null }> {
  const { projectId, pairId, content } = input;
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const pair = await lockPair(tx, projectId, pairId);
    const now = ctx.clock.now();
    const words = { pairId, userId, content, now };
    const kept = await keepOfFormerHolder(tx, words, { besideDraft: true });
    if (kept === null) throw neverHad(pair.number);
    return { text: kept === 'known' ? null : kept };
  });
}

const neverHad = (number: number): AppError =>
  new AppError(
    'forbidden',
    `You have not had pair ${number} on your bench, so no text is kept for it. Copy yours if you need it.`,
    { key: 'neverHadPair', params: { number } },
  );

/** Puts a kept text away, or brings it back; it is never deleted. */
export async function dismissText(
  ctx: Ctx,
  input: { projectId: string; id: string; dismissed: boolean },
): Promise<void> {
  const { projectId, id, dismissed } = input;
  authorize(ctx, 'authoring:write', projectId);
  const authorId = requireUser(ctx);
  const { count } = await ctx.db.keptDraft.updateMany({
    where: { id, authorId, pair: { projectId } },
    data: { dismissedAt: dismissed ? ctx.clock.now() : null },
  });
  if (count === 0) throw notFound('The text');
}
