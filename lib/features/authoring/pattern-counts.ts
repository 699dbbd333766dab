import { PATTERN_IDS, type PatternId } from '@/lib/domain/patterns';
import type { DbOrTx } from '@/lib/infra/db/client';

export type PatternCounts = Readonly<Record<PatternId, number>>;

/** Pairs with a question that was submitted here and not rejected, by the pattern of the newest one; imported ones are none. */
export async function patternCounts(db: DbOrTx, projectId: string): Promise<PatternCounts> {
  const rows = await db.$queryRaw<{ pattern: string; count: number }[]>`
    SELECT q."pattern", count(*)::int AS "count"
    FROM "Pair" p JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
    WHERE p."projectId" = ${projectId}::uuid AND p."status" <> 'REJECTED'
      AND NOT EXISTS (SELECT 1 FROM "ImportedPair" m WHERE m."pairId" = p."id")
    GROUP BY q."pattern"`;
  const counts = new Map(rows.map(({ pattern, count }) => [pattern, count]));
  return Object.fromEntries(PATTERN_IDS.map((id) => [id, counts.get(id) ?? 0])) as PatternCounts;
}

/** Patterns with fewer and with more pairs than the nine have on average. */
export interface PatternBalance {
  lacking: PatternId[];
  plenty: PatternId[];
}

export function patternBalance(counts: PatternCounts): PatternBalance {
  const mean = PATTERN_IDS.reduce((sum, id) => sum + counts[id], 0) / PATTERN_IDS.length;
  return {
    lacking: PATTERN_IDS.filter((id) => counts[id] < mean),
    plenty: PATTERN_IDS.filter((id) => counts[id] > mean),
  };
}
