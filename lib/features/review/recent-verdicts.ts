import { VERDICT_UNDO_MINUTES, type Verdict } from '@/lib/domain/review-rules';
import type { DbOrTx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import { toldTooMuch, type ReviewScope } from '@/lib/infra/reviewable';

export interface RecentVerdict {
  pairId: string;
  questionId: string;
  number: number;
  verdict: Verdict;
  adjudicates: boolean;
  /** Until then it can be taken back. */
  until: string;
}

/**
 * Verdicts of the person's on which nobody has acted: the pair stands as the verdict left it, in no study, and
 * nobody has answered it with a remark. Where somebody else has judged the same version, whoever decided can
 * read that verdict by now, and judging again would be independent no longer; the person who decides between
 * reviewers knew both before. Nor where he may not decide any more, as when words of his on the pair came in late.
 */
export async function recentVerdicts(
  db: DbOrTx,
  { projectId, userId, now }: ReviewScope,
  questionId?: string,
): Promise<RecentVerdict[]> {
  const since = new Date(now.getTime() - VERDICT_UNDO_MINUTES * 60_000);
  const only =
    questionId === undefined ? Prisma.empty : Prisma.sql`AND q."id" = ${questionId}::uuid`;
  const rows = await db.$queryRaw<(Omit<RecentVerdict, 'until'> & { decidedAt: Date })[]>`
    SELECT p."id" AS "pairId", q."id" AS "questionId", p."number", r."verdict"::text AS "verdict",
      r."adjudicates", r."decidedAt"
    FROM "Review" r
    JOIN "QuestionVersion" q ON q."id" = r."questionId"
    JOIN "Pair" p ON p."currentQuestionId" = q."id"
    WHERE r."reviewerId" = ${userId}::uuid AND r."verdict" IS NOT NULL
      AND r."decidedAt" > ${since}::timestamp AND r."pairVersion" = p."version"
      AND p."projectId" = ${projectId}::uuid ${only} AND NOT ${toldTooMuch(userId)}
      AND (r."adjudicates" OR NOT EXISTS (SELECT 1 FROM "Review" o
        WHERE o."questionId" = q."id" AND o."id" <> r."id" AND o."verdict" IS NOT NULL))
      AND NOT EXISTS (SELECT 1 FROM "StudyPair" s WHERE s."questionId" = q."id")
      AND NOT EXISTS (SELECT 1 FROM "StudyPracticePair" s WHERE s."questionId" = q."id")
      AND NOT EXISTS (SELECT 1 FROM "Remark" m WHERE m."pairId" = p."id"
        AND m."authorId" <> ${userId}::uuid AND m."at" >= r."decidedAt")
    ORDER BY r."decidedAt" DESC, r."id"`;
  return rows.map(({ decidedAt, ...row }) => ({
    ...row,
    until: new Date(decidedAt.getTime() + VERDICT_UNDO_MINUTES * 60_000).toISOString(),
  }));
}
