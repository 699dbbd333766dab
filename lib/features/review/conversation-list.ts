import { authorize, requireUser, type Ctx } from '@/lib/infra/context';

export interface ConversationRow {
  number: number;
  /** The newest remark. */
  by: string;
  text: string;
  at: string;
}

const LIMIT = 20;

/** Pairs in which the person has a part and somebody wrote something, the newest first. */
export async function myConversations(
  ctx: Ctx,
  { projectId }: { projectId: string },
): Promise<ConversationRow[]> {
  authorize(ctx, 'authoring:write', projectId);
  const userId = requireUser(ctx);
  const rows = await ctx.db.$queryRaw<(Omit<ConversationRow, 'at'> & { at: Date })[]>`
    SELECT p."number", u."name" AS "by", r."text", r."at"
    FROM "Pair" p
    CROSS JOIN LATERAL (SELECT n."authorId", n."text", n."at", n."id" FROM "Remark" n
      WHERE n."pairId" = p."id" ORDER BY n."id" DESC LIMIT 1) r
    JOIN "User" u ON u."id" = r."authorId"
    WHERE p."projectId" = ${projectId}::uuid
      AND p."id" IN (
        SELECT q."pairId" FROM "QuestionVersion" q WHERE q."authorId" = ${userId}::uuid
        UNION
        SELECT q."pairId" FROM "Review" v JOIN "QuestionVersion" q ON q."id" = v."questionId"
        WHERE v."reviewerId" = ${userId}::uuid AND v."verdict" IS NOT NULL)
    ORDER BY r."id" DESC LIMIT ${LIMIT}`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
