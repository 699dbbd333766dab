/**
 * What a person who may still have to answer a question is told of its pair. Until he has given his verdict
 * he learns neither what others decided nor that they did not agree: for him such a pair is in review.
 */
import { can } from '@/lib/domain/permissions';
import type { PairStatus } from '@/lib/domain/item-lifecycle';
import type { Ctx } from './context';
import { Prisma } from './db/generated/client';
import { eligible, type ReviewScope } from './reviewable';

type Reader = Pick<Ctx, 'db' | 'actor' | 'clock'>;

/** Null for whoever reviews nothing in the project. */
function judgeOf({ actor, clock }: Reader, projectId: string): ReviewScope | null {
  if (actor.kind !== 'user' || !can(actor, 'review:write', projectId)) return null;
  return { projectId, userId: actor.userId, now: clock.now() };
}

/** Whether the person may still have to judge the pair's question without knowing what others think of it. */
export async function isYetToJudge(
  reader: Reader,
  { projectId, pairId }: { projectId: string; pairId: string },
): Promise<boolean> {
  const scope = judgeOf(reader, projectId);
  if (scope === null) return false;
  const rows = await reader.db.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Pair" p WHERE p."id" = ${pairId}::uuid AND ${eligible(scope)}`;
  return rows.length > 0;
}

export interface ToldStatus {
  of: (pair: { id: string; status: PairStatus }) => PairStatus;
  /** Of a pair `p`: it is told to have this status. */
  is: (status: PairStatus) => Prisma.Sql;
}

/** How the person is told the status of the project's pairs. Few are disputed at a time, so they are named. */
export async function toldStatus(reader: Reader, projectId: string): Promise<ToldStatus> {
  const scope = judgeOf(reader, projectId);
  const disputed = scope
    ? await reader.db.$queryRaw<{ id: string }[]>`
        SELECT p."id" FROM "Pair" p
        WHERE p."status" = 'IN_ADJUDICATION' AND ${eligible(scope)}`
    : [];
  const kept = new Set(disputed.map(({ id }) => id));
  const ids = Prisma.sql`${[...kept]}::uuid[]`;
  return {
    of: ({ id, status }) => (kept.has(id) ? 'IN_REVIEW' : status),
    is: (status) => {
      const has = Prisma.sql`p."status" = ${status}::"PairStatus"`;
      if (kept.size === 0) return has;
      if (status === 'IN_REVIEW') return Prisma.sql`(${has} OR p."id" = ANY(${ids}))`;
      return status === 'IN_ADJUDICATION' ? Prisma.sql`(${has} AND p."id" <> ALL(${ids}))` : has;
    },
  };
}

/** Pairs of whose verdicts, in this version or an earlier one, the person is told nothing yet. */
export async function pairsYetToJudge(reader: Reader, projectId: string): Promise<string[]> {
  const scope = judgeOf(reader, projectId);
  if (scope === null) return [];
  const rows = await reader.db.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "Pair" p
    WHERE ${eligible(scope)} AND (
      EXISTS (SELECT 1 FROM "Review" r JOIN "QuestionVersion" q ON q."id" = r."questionId"
        WHERE q."pairId" = p."id" AND r."verdict" IS NOT NULL)
      OR EXISTS (SELECT 1 FROM "Reopening" o WHERE o."pairId" = p."id"))`;
  return rows.map(({ id }) => id);
}
