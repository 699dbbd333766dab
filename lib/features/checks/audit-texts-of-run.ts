import { isPatternId } from '@/lib/domain/patterns';
import type { Choice } from '@/lib/domain/statistics/pair-accuracy';
import { AS_WRITTEN, auditTexts, type TextAudit } from '@/lib/domain/text-only';
import { authorize, type Ctx } from '@/lib/infra/context';

/**
 * What the texts tell of the pairs that passed in a run and have not changed since, in their authors' order
 * of options: a release draws its own. Those of a new version are left out; their key may still wait for review.
 */
export async function auditTextsOfRun(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: { projectId: string; checkRunId: string },
): Promise<TextAudit> {
  authorize(ctx, 'checks:view', input.projectId);
  const rows = await ctx.db.checkResult.findMany({
    where: {
      checkRunId: input.checkRunId,
      checkRun: { projectId: input.projectId },
      status: 'PASSED',
    },
    orderBy: { pair: { number: 'asc' } },
    select: {
      questionId: true,
      pair: {
        select: {
          currentQuestion: {
            select: {
              id: true,
              question: true,
              optionOne: true,
              optionTwo: true,
              keyForA: true,
              pattern: true,
            },
          },
        },
      },
    },
  });
  return auditTexts(
    rows.flatMap(({ questionId, pair: { currentQuestion: asked } }) =>
      asked?.id === questionId && isPatternId(asked.pattern)
        ? [
            {
              ...AS_WRITTEN,
              pattern: asked.pattern,
              question: asked.question,
              options: [asked.optionOne, asked.optionTwo] as const,
              keyForA: asked.keyForA as Choice,
            },
          ]
        : [],
    ),
  );
}
