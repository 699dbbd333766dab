import { REVIEWS_MAX } from '@/lib/domain/review-rules';
import { AppError } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import { lockPair } from '@/lib/infra/pair-lock';
import { settlePair } from './settle-pair';

export interface ReviewRules {
  /** Independent reviews per question, 1 to 3. */
  reviewsPerQuestion: number;
  /** Share of questions that get as many, in percent; the others get one. */
  reviewOverlap: number;
}

/**
 * Sets how many independent reviews questions get that are submitted from now on. Asking for fewer
 * also holds for what is in review: a question that has enough verdicts by then is decided by them, for
 * nobody would be offered it any more. Returns how many were decided so.
 */
export async function setReviewRules(
  ctx: Ctx,
  input: { projectId: string } & ReviewRules,
): Promise<{ settled: number }> {
  const { projectId, reviewsPerQuestion, reviewOverlap } = input;
  authorize(ctx, 'pair:manage', projectId);
  if (
    !Number.isInteger(reviewsPerQuestion) ||
    reviewsPerQuestion < 1 ||
    reviewsPerQuestion > REVIEWS_MAX ||
    !Number.isInteger(reviewOverlap) ||
    reviewOverlap < 0 ||
    reviewOverlap > 100
  ) {
    throw new AppError(
      'invalid',
      `Choose 1 to ${REVIEWS_MAX} reviews and a share of 0 to 100 percent. Nothing was changed.`,
      { key: 'reviewRules', params: { most: REVIEWS_MAX } },
    );
  }
  return inTransaction(ctx.db, async (tx) => {
    await tx.project.update({
      where: { id: projectId },
      data: { reviewsPerQuestion, reviewOverlap },
      select: { id: true },
    });
    await audit(tx, ctx, {
      projectId,
      action: 'project.setReviewRules',
      subjectType: 'Project',
      subjectId: projectId,
      data: { reviews: reviewsPerQuestion, overlap: reviewOverlap },
    });
    const ready = await withEnoughVerdicts(tx, projectId);
    let settled = 0;
    for (const { id, questionId } of ready) {
      const pair = await lockPair(tx, projectId, id);
      // Between the look and the lock its last reviewer may have decided, or taken a verdict back.
      const [still] = await withEnoughVerdicts(tx, projectId, id);
      if (still?.questionId !== questionId) continue;
      settled += 1;
      await settlePair(tx, ctx, {
        projectId,
        pair,
        questionId,
        adjudicated: null,
        disagreements: null,
      });
    }
    return { settled };
  });
}

async function withEnoughVerdicts(
  tx: Tx,
  projectId: string,
  only?: string,
): Promise<{ id: string; questionId: string }[]> {
  return tx.$queryRaw<{ id: string; questionId: string }[]>`
    SELECT p."id", q."id" AS "questionId"
    FROM "Pair" p
    JOIN "Project" j ON j."id" = p."projectId"
    JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
    WHERE p."projectId" = ${projectId}::uuid AND p."status" = 'IN_REVIEW'
      ${only === undefined ? Prisma.empty : Prisma.sql`AND p."id" = ${only}::uuid`}
      AND (SELECT count(*) FROM "Review" r WHERE r."questionId" = q."id" AND r."verdict" IS NOT NULL)
        >= LEAST(q."reviewsWanted", j."reviewsPerQuestion")
    ORDER BY p."id"`;
}

export interface ReviewRulesView extends ReviewRules {
  /** Members who may review: a question needs as many as its reviews who did not write it, and one more where they disagree. */
  reviewers: number;
}

export async function reviewRules(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<ReviewRulesView> {
  authorize(ctx, 'pair:manage', projectId);
  const [project, reviewers] = await Promise.all([
    ctx.db.project.findUniqueOrThrow({
      where: { id: projectId },
      select: { reviewsPerQuestion: true, reviewOverlap: true },
    }),
    ctx.db.membership.count({
      where: { projectId, role: { in: ['REVIEWER', 'ADMIN'] }, user: { disabledAt: null } },
    }),
  ]);
  return { ...project, reviewers };
}
