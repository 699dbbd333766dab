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

/**
 * Keeps somebody's words under his name. What is empty is not kept; what is kept already is not kept twice, but
 * shown again where he had put it away.
 */
export async function keepDraft(tx: Tx, words: Words, now: Date): Promise<OwnText | null> {
  const { pairId, authorId, content, writtenAt } = words;
  if (sameContent(content, EMPTY_QUESTION)) return null;
  const known = await keptAlready(tx, words);
  if (known) {
    const { id } = known;
    await tx.keptDraft.update({ where: { id }, data: { dismissedAt: null }, select: { id: true } });
    return { id, content, writtenAt: known.writtenAt.toISOString() };
  }
  const { id } = await tx.keptDraft.create({
    data: { ...content, pairId, authorId, writtenAt, keptAt: now },
    select: { id: true },
  });
  return { id, content, writtenAt: writtenAt.toISOString() };
}

/** Also where he has put it away. */
const keptAlready = (
  tx: Tx,
  { pairId, authorId, content }: Omit<Words, 'writtenAt'>,
): Promise<{ id: string; writtenAt: Date } | null> =>
  tx.keptDraft.findFirst({
    where: { ...content, pairId, authorId },
    select: { id: true, writtenAt: true },
  });

/** Of one person on one pair; nobody comes near it by writing. What others' doing makes be kept has no limit. */
export const MOST_KEPT = 100;
/** As many stand beside the form at most; the first page of the bench lists the others. */
const MOST_SHOWN = 20;

/** What the person wrote on the pair and has not put away, newest first. */
export async function ownTexts(
  db: DbOrTx,
  { pairId, userId }: { pairId: string; userId: string },
): Promise<OwnText[]> {
  const rows = await db.keptDraft.findMany({
    where: { pairId, authorId: userId, dismissedAt: null },
    orderBy: { id: 'desc' },
    take: MOST_SHOWN,
    select: { ...CONTENT_SELECT, id: true, writtenAt: true },
  });
  return rows.map(({ id, writtenAt, ...content }) => ({
    id,
    writtenAt: writtenAt.toISOString(),
    content: toContent(content),
  }));
}

/**
 * Keeps what a person typed on a pair that he has ever had on the bench, also when it is no longer his. Null
 * for whoever has not, and where MOST_KEPT are kept. With `besideDraft` also what is his draft at this moment,
 * for it is about to be replaced. Whoever wrote on a pair does not review it.
 */
export async function keepOfFormerHolder(
  tx: Tx,
  input: { pairId: string; userId: string; content: QuestionContent; now: Date },
  { besideDraft = false }: { besideDraft?: boolean } = {},
): Promise<OwnText | 'known' | null> {
  const { pairId, userId, content, now } = input;
  if (!(await everHad(tx, pairId, userId))) return null;
  if (!besideDraft && (await standsElsewhere(tx, pairId, userId, content))) return 'known';
  const words = { pairId, authorId: userId, content, writtenAt: now };
  const isFull = (await tx.keptDraft.count({ where: { pairId, authorId: userId } })) >= MOST_KEPT;
  if (isFull && (await keptAlready(tx, words)) === null) return null;
  const kept = await keepDraft(tx, words, now);
  if (!kept) return 'known';
  const key = { pairId_userId: { pairId, userId } };
  await tx.pairExposure.update({ where: key, data: { reason: 'drafted' } });
  return kept;
}

/**
 * Whether the pair was ever on the person's bench. How he met it is no answer: who looked through its lens or
 * reviewed it before he claimed it has that as his reason.
 */
async function everHad(tx: Tx, pairId: string, userId: string): Promise<boolean> {
  const key = { pairId_userId: { pairId, userId } };
  const met = await tx.pairExposure.findUnique({ where: key, select: { reason: true } });
  if (met === null) return false;
  if (met.reason === 'drafted') return true;
  const claim = { subjectType: 'Pair', subjectId: pairId, actorId: userId, action: 'pair.claim' };
  return (await tx.auditEvent.findFirst({ where: claim, select: { id: true } })) !== null;
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
    if (kept !== null) return { text: kept === 'known' ? null : kept };
    throw (await everHad(tx, pairId, userId)) ? tooMany(pair.number) : neverHad(pair.number);
  });
}

const tooMany = (number: number): AppError =>
  new AppError(
    'conflict',
    `${MOST_KEPT} texts of yours are kept for pair ${number} already, so this one is on this device only. Copy it if you need it.`,
    { key: 'keptTooMany', params: { number, most: MOST_KEPT } },
  );

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
