/** What the author and the reviewers of a pair see of its question, and write to each other about it. */
import { toAssisted, type Assisted } from '@/lib/domain/assist/assisted';
import { AppError } from '@/lib/domain/errors';
import { sources } from '@/lib/domain/item-lifecycle';
import { isReviewField, type ReviewField, type Verdict } from '@/lib/domain/review-rules';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction, type DbOrTx } from '@/lib/infra/db/client';
import { lockPair } from '@/lib/infra/pair-lock';

export interface FullVersion {
  version: number;
  author: string;
  submittedAt: string;
  question: string;
  optionOne: string;
  optionTwo: string;
  keyForA: 1 | 2;
  statementA: string;
  statementB: string;
  pattern: string;
  note: string;
  assisted: Assisted;
  verdicts: {
    verdict: Verdict;
    adjudicates: boolean;
    comment: string;
    field: ReviewField | null;
    reviewer: string;
  }[];
}

export interface RemarkRow {
  id: string;
  at: string;
  by: string;
  version: number;
  field: ReviewField | null;
  text: string;
}

export interface Conversation {
  /** Newest first. */
  versions: FullVersion[];
  /** Oldest first. */
  remarks: RemarkRow[];
}

interface PairRef {
  projectId: string;
  pairId: string;
}

/**
 * Whether the person wrote a version of the pair's question or has given a verdict on one. Nobody
 * else reads what is said: a version to come may still be theirs to answer blind.
 */
async function partOf(
  db: DbOrTx,
  { projectId, pairId }: PairRef,
  userId: string,
): Promise<'author' | 'reviewer' | null> {
  const wrote = await db.questionVersion.count({
    where: { pairId, pair: { projectId }, authorId: userId },
  });
  if (wrote > 0) return 'author';
  const decided = await db.review.count({
    where: {
      reviewerId: userId,
      verdict: { not: null },
      question: { pairId, pair: { projectId } },
    },
  });
  return decided > 0 ? 'reviewer' : null;
}

/** Every version in full with its verdicts, and all remarks; null for who has no part in the pair. */
export async function conversation(ctx: Ctx, ref: PairRef): Promise<Conversation | null> {
  authorize(ctx, 'authoring:write', ref.projectId);
  const part = await partOf(ctx.db, ref, requireUser(ctx));
  if (part === null) return null;
  const [pair, versions, remarks] = await Promise.all([
    ctx.db.pair.findFirst({
      where: { id: ref.pairId, projectId: ref.projectId },
      select: { status: true, currentQuestionId: true },
    }),
    ctx.db.questionVersion.findMany({
      where: { pairId: ref.pairId, pair: { projectId: ref.projectId } },
      orderBy: { version: 'desc' },
      select: {
        id: true,
        version: true,
        submittedAt: true,
        question: true,
        optionOne: true,
        optionTwo: true,
        keyForA: true,
        statementA: true,
        statementB: true,
        pattern: true,
        note: true,
        assisted: true,
        author: { select: { name: true } },
        reviews: {
          where: { verdict: { not: null } },
          orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
          select: {
            verdict: true,
            adjudicates: true,
            comment: true,
            field: true,
            reviewer: { select: { name: true } },
          },
        },
      },
    }),
    ctx.db.remark.findMany({
      where: { pairId: ref.pairId, pair: { projectId: ref.projectId } },
      orderBy: { id: 'asc' },
      select: {
        id: true,
        at: true,
        version: true,
        field: true,
        text: true,
        author: { select: { name: true } },
      },
    }),
  ]);
  const inReview = pair !== null && sources('approve').includes(pair.status);
  return {
    versions: versions.map(({ id, author, reviews, submittedAt, keyForA, assisted, ...texts }) => ({
      ...texts,
      assisted: toAssisted(assisted),
      keyForA: keyForA === 1 ? 1 : 2,
      author: author.name,
      submittedAt: submittedAt.toISOString(),
      // An author learns the verdicts together, when the question is decided.
      verdicts:
        part === 'author' && inReview && id === pair.currentQuestionId
          ? []
          : reviews.flatMap(({ verdict, field, reviewer, ...rest }) =>
              verdict === null
                ? []
                : [{ ...rest, verdict, field: asField(field), reviewer: reviewer.name }],
            ),
    })),
    remarks: remarks.map(({ at, author, field, ...row }) => ({
      ...row,
      at: at.toISOString(),
      by: author.name,
      field: asField(field),
    })),
  };
}

const asField = (field: string | null): ReviewField | null => (isReviewField(field) ? field : null);

/**
 * Writes a remark to the others who have a part in the pair; 'forbidden' for who has none. Sent again with the
 * same `idempotencyKey` it is stored once.
 */
export async function addRemark(
  ctx: Ctx,
  input: PairRef & { text: string; field?: ReviewField | undefined; idempotencyKey: string },
): Promise<{ id: string }> {
  const { projectId, pairId, text, field, idempotencyKey } = input;
  authorize(ctx, 'authoring:write', projectId);
  const authorId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    if ((await partOf(tx, input, authorId)) === null) {
      throw new AppError(
        'forbidden',
        'Only who wrote or reviewed this question can write about it here.',
        { key: 'noPartInPair' },
      );
    }
    // The lock comes first: of two with one key the second waits here and then finds the first.
    const { number } = await lockPair(tx, projectId, pairId);
    const done = await tx.remark.findUnique({
      where: { idempotencyKey },
      select: { id: true, pairId: true, authorId: true },
    });
    if (done) {
      if (done.pairId === pairId && done.authorId === authorId) return { id: done.id };
      throw new AppError(
        'conflict',
        'This remark was sent to another pair. Reload and send it again.',
        { key: 'remarkElsewhere' },
      );
    }
    const pair = await tx.pair.findFirstOrThrow({
      where: { id: pairId, projectId },
      select: {
        questions: { orderBy: { version: 'desc' }, take: 1, select: { version: true } },
      },
    });
    const remark = await tx.remark.create({
      data: {
        pairId,
        authorId,
        version: pair.questions[0]?.version ?? 1,
        field: field ?? null,
        text,
        idempotencyKey,
        at: ctx.clock.now(),
      },
      select: { id: true },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'pair.remark',
      subjectType: 'Pair',
      subjectId: pairId,
      data: { number },
    });
    return remark;
  });
}
