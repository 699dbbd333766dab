import { isReviewField, type Answer, type ReviewField } from '@/lib/domain/review-rules';
import type { Tx } from '@/lib/infra/db/client';
import { free, type ReviewScope } from '@/lib/infra/reviewable';

export interface ReviewImage {
  id: string;
  width: number;
  height: number;
}

/** What a reviewer sees before he has answered: no key, no cosines, no pattern, no statements, no author. */
export interface ReviewItem {
  pairId: string;
  number: number;
  questionId: string;
  version: number;
  question: string;
  optionOne: string;
  optionTwo: string;
  imageA: ReviewImage;
  imageB: ReviewImage;
  leaseExpiresAt: string;
  leaseMinutes: number;
  serverNow: string;
  /** Images of the question that would come next: only a hint to load them early, nothing is claimed. */
  upcoming: ReviewImage[];
  /** Own answers, once given. */
  answers: { answerA: Answer; answerB: Answer } | null;
  /** What the person said with a verdict that he took back; '' otherwise. */
  said: { comment: string; field: ReviewField | null };
}

const IMAGE_SELECT = { select: { id: true, width: true, height: true } } as const;

/** Reads a question that the caller holds for review. */
export async function loadReviewItem(
  tx: Tx,
  scope: ReviewScope,
  pairId: string,
): Promise<ReviewItem> {
  const pair = await tx.pair.findUniqueOrThrow({
    where: { id: pairId, projectId: scope.projectId },
    select: {
      id: true,
      number: true,
      leaseExpiresAt: true,
      imageA: IMAGE_SELECT,
      imageB: IMAGE_SELECT,
      project: { select: { leaseMinutes: true } },
      currentQuestion: {
        select: {
          id: true,
          version: true,
          question: true,
          optionOne: true,
          optionTwo: true,
          reviews: {
            where: { reviewerId: scope.userId, answeredAt: { not: null } },
            select: { answerA: true, answerB: true, comment: true, field: true },
          },
        },
      },
    },
  });
  const question = pair.currentQuestion;
  if (!question) throw new Error(`pair ${pair.id} is in review without a question`);
  const own = question.reviews[0];
  return {
    pairId: pair.id,
    number: pair.number,
    questionId: question.id,
    version: question.version,
    question: question.question,
    optionOne: question.optionOne,
    optionTwo: question.optionTwo,
    imageA: pair.imageA,
    imageB: pair.imageB,
    leaseExpiresAt: (pair.leaseExpiresAt ?? scope.now).toISOString(),
    leaseMinutes: pair.project.leaseMinutes,
    serverNow: scope.now.toISOString(),
    upcoming: await upcomingImages(tx, scope, pair.id),
    answers: own ? { answerA: toAnswer(own.answerA), answerB: toAnswer(own.answerB) } : null,
    said: {
      comment: own?.comment ?? '',
      field: own && isReviewField(own.field) ? own.field : null,
    },
  };
}

/** In the order in which questions are given out. */
async function upcomingImages(tx: Tx, scope: ReviewScope, pairId: string): Promise<ReviewImage[]> {
  const [next] = await tx.$queryRaw<{ a: string; b: string }[]>`
    SELECT p."imageAId" AS a, p."imageBId" AS b
    FROM "Pair" p JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
    WHERE ${free(scope)} AND p."id" <> ${pairId}::uuid
    ORDER BY (p."status" = 'IN_ADJUDICATION') DESC, q."submittedAt", p."id" LIMIT 1`;
  if (!next) return [];
  const rows = await tx.image.findMany({
    where: { id: { in: [next.a, next.b] } },
    select: { id: true, width: true, height: true },
  });
  // A is asked about first.
  return rows.sort((one) => (one.id === next.a ? -1 : 1));
}

export const toAnswer = (value: number | null): Answer =>
  value === 1 || value === 2 ? value : null;
