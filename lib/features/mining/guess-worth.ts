import { UNKNOWN_PATTERN } from '@/lib/domain/patterns';
import { authorize, type Ctx } from '@/lib/infra/context';

export interface GuessWorth {
  /** Pairs with a guess. */
  guessed: number;
  /** Of them, pairs with a question that was not rejected and whose pattern is known. */
  written: number;
  /** Of these, pairs whose question has the guessed pattern. */
  right: number;
}

/** How often the guesses of a project turned out right; null where there are none. */
export async function guessWorth(ctx: Ctx, projectId: string): Promise<GuessWorth | null> {
  authorize(ctx, 'mining:run', projectId);
  const [row] = await ctx.db.$queryRaw<GuessWorth[]>`
    SELECT count(*)::int AS "guessed",
      count(q."id") FILTER (
        WHERE p."status" <> 'REJECTED' AND q."pattern" <> ${UNKNOWN_PATTERN})::int AS "written",
      count(q."id") FILTER (
        WHERE p."status" <> 'REJECTED' AND q."pattern" <> ${UNKNOWN_PATTERN}
          AND q."pattern" = p."patternGuess")::int AS "right"
    FROM "Pair" p LEFT JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
    WHERE p."projectId" = ${projectId}::uuid AND p."patternGuess" IS NOT NULL`;
  return row && row.guessed > 0 ? row : null;
}
