/** Reads of the review bench. The key is behind `readKey`, which refuses before the own answers are stored. */
import { toAssisted, type Assisted } from '@/lib/domain/assist/assisted';
import { AppError } from '@/lib/domain/errors';
import {
  disagreements,
  isReviewField,
  type Answer,
  type ReviewField,
  type Verdict,
} from '@/lib/domain/review-rules';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import type { DbOrTx } from '@/lib/infra/db/client';
import { loadReviewItem, toAnswer, type ReviewItem } from './load-review-item';
import { recentVerdicts, type RecentVerdict } from './recent-verdicts';
import { countReviewable, held, type ReviewScope } from '@/lib/infra/reviewable';

export interface ReviewKey {
  keyForA: 1 | 2;
  statementA: string;
  statementB: string;
  pattern: string;
  note: string;
  author: string;
  semantic: number | null;
  visual: number | null;
  answerA: Answer;
  answerB: Answer;
  /** Sides where the own answer is not the key. */
  disagreements: ('A' | 'B')[];
  /** What was asked for in earlier rounds, in review or by an administrator who sent the pair back. */
  history: {
    version: number;
    comment: string;
    field: ReviewField | null;
    reviewer: string | null;
  }[];
  /** The verdicts that do not agree, for the person who decides between them; null for any other reviewer. */
  dispute: GivenVerdict[] | null;
  /** Whether a model's proposals had a part in the question. */
  assisted: Assisted;
}

export interface GivenVerdict {
  verdict: Verdict;
  comment: string;
  field: ReviewField | null;
  reviewer: string;
}

/** The key of a question for a reviewer who has answered it; 'forbidden' for everybody else. */
export async function readKey(
  db: DbOrTx,
  {
    projectId,
    questionId,
    reviewerId,
  }: { projectId: string; questionId: string; reviewerId: string },
): Promise<ReviewKey> {
  // The condition is part of the query: without a stored answer there is no row to leak.
  const review = await db.review.findFirst({
    where: { questionId, reviewerId, answeredAt: { not: null }, question: { pair: { projectId } } },
    select: {
      answerA: true,
      answerB: true,
      question: {
        select: {
          keyForA: true,
          statementA: true,
          statementB: true,
          pattern: true,
          note: true,
          assisted: true,
          author: { select: { name: true } },
          pair: {
            select: {
              semantic: true,
              visual: true,
              status: true,
              questions: {
                orderBy: { version: 'desc' },
                select: {
                  id: true,
                  version: true,
                  reviews: {
                    where: { verdict: { not: null } },
                    orderBy: { id: 'asc' },
                    select: {
                      verdict: true,
                      comment: true,
                      field: true,
                      reviewer: { select: { name: true } },
                    },
                  },
                  reopenings: {
                    orderBy: { id: 'desc' },
                    select: { reason: true, reopenedBy: { select: { name: true } } },
                  },
                },
              },
            },
          },
        },
      },
    },
  });
  if (!review) {
    throw new AppError('forbidden', 'Answer both images first; the key is shown after that.', {
      key: 'answerFirst',
    });
  }
  const { question } = review;
  const keyForA = question.keyForA === 1 ? 1 : 2;
  const answers = { answerA: toAnswer(review.answerA), answerB: toAnswer(review.answerB) };
  return {
    keyForA,
    statementA: question.statementA,
    statementB: question.statementB,
    pattern: question.pattern,
    note: question.note,
    assisted: toAssisted(question.assisted),
    author: question.author.name,
    semantic: question.pair.semantic,
    visual: question.pair.visual,
    ...answers,
    disagreements: disagreements({ ...answers, keyForA }),
    // Of this version nobody's verdict: it is judged independently, until reviewers disagree.
    history: question.pair.questions.flatMap(({ id, version, reviews, reopenings }) => [
      ...reopenings.map(({ reason, reopenedBy }) => ({
        version,
        comment: reason,
        field: null,
        reviewer: reopenedBy?.name ?? null,
      })),
      ...reviews
        .filter(({ verdict }) => id !== questionId && verdict === 'REQUEST_CHANGES')
        .map(({ comment, field, reviewer }) => ({
          version,
          comment,
          field: isReviewField(field) ? field : null,
          reviewer: reviewer.name,
        })),
    ]),
    dispute:
      question.pair.status === 'IN_ADJUDICATION'
        ? question.pair.questions
            .filter(({ id }) => id === questionId)
            .flatMap(({ reviews }) => reviews.flatMap(toGiven))
        : null,
  };
}

function toGiven(review: {
  verdict: Verdict | null;
  comment: string;
  field: string | null;
  reviewer: { name: string };
}): GivenVerdict[] {
  const { verdict, comment, field, reviewer } = review;
  if (verdict === null) return [];
  return [
    { verdict, comment, field: isReviewField(field) ? field : null, reviewer: reviewer.name },
  ];
}

/** The key for the acting reviewer, who must have answered. */
export async function reviewKey(
  ctx: Ctx,
  { projectId, questionId }: { projectId: string; questionId: string },
): Promise<ReviewKey> {
  authorize(ctx, 'review:write', projectId);
  return readKey(ctx.db, { projectId, questionId, reviewerId: requireUser(ctx) });
}

/** The question that the person holds for review, or null. Claims nothing. */
export async function reviewItem(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<ReviewItem | null> {
  authorize(ctx, 'review:write', projectId);
  const scope: ReviewScope = { projectId, userId: requireUser(ctx), now: ctx.clock.now() };
  return ctx.db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      SELECT p."id" FROM "Pair" p WHERE ${held(scope)} ORDER BY p."leaseExpiresAt" DESC LIMIT 1`;
    return row ? loadReviewItem(tx, scope, row.id) : null;
  });
}

/** What the person decided a moment ago and can still take back, newest first. */
export async function myRecentVerdicts(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<RecentVerdict[]> {
  authorize(ctx, 'review:write', projectId);
  return recentVerdicts(ctx.db, { projectId, userId: requireUser(ctx), now: ctx.clock.now() });
}

export interface ReviewCounts {
  /** Questions in review. */
  waiting: number;
  /** Of these, the ones that this person may review. */
  forMe: number;
  decided: number;
}

export async function reviewCounts(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<ReviewCounts> {
  authorize(ctx, 'review:write', projectId);
  const scope: ReviewScope = { projectId, userId: requireUser(ctx), now: ctx.clock.now() };
  const [counts, decided] = await Promise.all([
    countReviewable(ctx.db, scope),
    ctx.db.review.count({
      where: {
        reviewerId: scope.userId,
        verdict: { not: null },
        question: { pair: { projectId } },
      },
    }),
  ]);
  return { ...counts, decided };
}
