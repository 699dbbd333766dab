/** How often each answer is right for image A: what a benchmark's key has to balance. */
import { REVIEWED, type PairStatus } from '@/lib/domain/item-lifecycle';
import { VERDICT_UNDO_MINUTES } from '@/lib/domain/review-rules';
import { isYes, isYesOrNo } from '@/lib/domain/option-kind';
import type { KeyCounts } from '@/lib/domain/project-lint';
import type { DbOrTx } from './db/client';
import { Prisma } from './db/generated/client';

/**
 * Counts the keys of approved questions; those of `ownOf` from their submit on. Keys of others that wait for
 * review never count: two sums would tell a reviewer the key of the one between them. Nor do those that may
 * come back to review, as their verdict can still be taken back at `now`. `besides`, a pair's id, is left out, and
 * so are imported pairs, whose keys are as published. One row per distinct pair of short options, so the answer's
 * size does not grow with the project.
 */
export async function keyCounts(
  db: DbOrTx,
  input: { projectId: string; now: Date; besides?: string; ownOf?: string },
): Promise<KeyCounts> {
  const { projectId, now, besides, ownOf } = input;
  const approved: readonly PairStatus[] = REVIEWED;
  const since = new Date(now.getTime() - VERDICT_UNDO_MINUTES * 60_000);
  const settled = Prisma.sql`NOT EXISTS (SELECT 1 FROM "Review" r WHERE r."questionId" = q."id"
    AND r."pairVersion" = p."version" AND r."decidedAt" > ${since}::timestamp)`;
  const rows = await db.$queryRaw<{ one: string; two: string; key: number; count: number }[]>`
    SELECT CASE WHEN length(q."optionOne") <= 5 THEN q."optionOne" ELSE '' END AS "one",
      CASE WHEN length(q."optionTwo") <= 5 THEN q."optionTwo" ELSE '' END AS "two",
      q."keyForA" AS "key", count(*)::int AS "count"
    FROM "Pair" p JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
    WHERE p."projectId" = ${projectId}::uuid AND p."status" <> 'REJECTED'
      AND NOT EXISTS (SELECT 1 FROM "ImportedPair" m WHERE m."pairId" = p."id")
      AND (p."status" = ANY(${approved}::"PairStatus"[]) AND ${settled}
        ${ownOf === undefined ? Prisma.empty : Prisma.sql`OR q."authorId" = ${ownOf}::uuid`})
      ${besides === undefined ? Prisma.empty : Prisma.sql`AND p."id" <> ${besides}::uuid`}
    GROUP BY 1, 2, 3`;
  const keys = { one: 0, two: 0, yes: 0, no: 0 };
  for (const { one, two, key, count } of rows) {
    const yesNo = isYesOrNo(one) && isYesOrNo(two);
    if (yesNo) keys[isYes(key === 1 ? one : two) ? 'yes' : 'no'] += count;
    else keys[key === 1 ? 'one' : 'two'] += count;
  }
  return keys;
}
