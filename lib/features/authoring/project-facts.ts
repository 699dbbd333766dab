import { NO_FACTS, type ProjectFacts } from '@/lib/domain/project-lint';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { DbOrTx } from '@/lib/infra/db/client';
import { keyCounts } from '@/lib/infra/key-counts';

interface FactsInput {
  projectId: string;
  /** The pair that is being written; it is not compared with itself. */
  pairId: string;
  question: string;
}

/** Names of as many pairs as a line holds. */
const MOST_NAMED = 5;

/**
 * What the check of a question needs to know of the others of its project: who asks the very same, and
 * how often each answer is right. Nothing to anybody but the one who holds the pair: sums with and without
 * another pair would tell its key, which its reviewer must not know. For the same reason keys count from their
 * approval on, and before that only the writer's own.
 */
export async function projectFacts(ctx: Ctx, input: FactsInput): Promise<ProjectFacts> {
  authorize(ctx, 'authoring:write', input.projectId);
  const { actor } = ctx;
  if (actor.kind !== 'user') return NO_FACTS;
  const held = await ctx.db.pair.count({
    where: { id: input.pairId, projectId: input.projectId, leaseHolderId: actor.userId },
  });
  if (held === 0) return NO_FACTS;
  const [sameAs, keys] = await Promise.all([
    sameQuestion(ctx.db, input),
    keyCounts(ctx.db, {
      projectId: input.projectId,
      now: ctx.clock.now(),
      besides: input.pairId,
      ownOf: actor.userId,
    }),
  ]);
  return { sameAs, keys };
}

/** Case, width, spaces and the kind of question mark make no other question. */
async function sameQuestion(
  db: DbOrTx,
  { projectId, pairId, question }: FactsInput,
): Promise<number[]> {
  const folded = question.normalize('NFKC').toLowerCase().replace(/\s+/gu, '');
  if (folded === '') return [];
  const rows = await db.$queryRaw<{ number: number }[]>`
    SELECT p."number" FROM "Pair" p JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
    WHERE p."projectId" = ${projectId}::uuid AND p."id" <> ${pairId}::uuid
      AND p."status" <> 'REJECTED'
      AND regexp_replace(lower(normalize(q."question", NFKC)), '\\s+', '', 'g') = ${folded}
    ORDER BY p."number" LIMIT ${MOST_NAMED}`;
  return rows.map(({ number }) => number);
}
