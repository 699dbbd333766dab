import { NO_FACTS, type KeyCounts, type ProjectFacts } from '@/lib/domain/project-lint';
import { isYes, isYesOrNo } from '@/lib/domain/option-kind';
import { authorize, type Ctx } from '@/lib/infra/context';
import type { DbOrTx } from '@/lib/infra/db/client';

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
 * another pair would tell its key, which its reviewer must not know.
 */
export async function projectFacts(ctx: Ctx, input: FactsInput): Promise<ProjectFacts> {
  authorize(ctx, 'authoring:write', input.projectId);
  const { actor } = ctx;
  if (actor.kind !== 'user') return NO_FACTS;
  const held = await ctx.db.pair.count({
    where: { id: input.pairId, projectId: input.projectId, leaseHolderId: actor.userId },
  });
  if (held === 0) return NO_FACTS;
  const [sameAs, keys] = await Promise.all([sameQuestion(ctx.db, input), keyCounts(ctx.db, input)]);
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

async function keyCounts(
  db: DbOrTx,
  { projectId, pairId }: Pick<FactsInput, 'projectId' | 'pairId'>,
): Promise<KeyCounts> {
  const rows = await db.$queryRaw<{ one: string; two: string; key: number; count: number }[]>`
    SELECT CASE WHEN length(q."optionOne") <= 5 THEN q."optionOne" ELSE '' END AS "one",
      CASE WHEN length(q."optionTwo") <= 5 THEN q."optionTwo" ELSE '' END AS "two",
      q."keyForA" AS "key", count(*)::int AS "count"
    FROM "Pair" p JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
    WHERE p."projectId" = ${projectId}::uuid AND p."id" <> ${pairId}::uuid
      AND p."status" <> 'REJECTED'
    GROUP BY 1, 2, 3`;
  const keys = { one: 0, two: 0, yes: 0, no: 0 };
  for (const { one, two, key, count } of rows) {
    const yesNo = isYesOrNo(one) && isYesOrNo(two);
    if (yesNo) keys[isYes(key === 1 ? one : two) ? 'yes' : 'no'] += count;
    else keys[key === 1 ? 'one' : 'two'] += count;
  }
  return keys;
}
