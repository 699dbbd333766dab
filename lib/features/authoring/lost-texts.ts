import type { QuestionContent } from '@/lib/domain/question-lint';
import type { DbOrTx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import { claimSources, free, letGo, own, type ClaimScope } from './claimable';
import { toContent } from './content';

/** A text of the person's own on a pair that went to somebody else, or that he did not go on with. */
export interface LostText {
  /** Null while it is the pair's draft still, which whoever has the pair now may change. */
  id: string | null;
  pairId: string;
  number: number;
  content: QuestionContent;
  writtenAt: string;
  /** Whether he can ask for the pair: it is somebody else's now; it is nobody's; it waits for no question any more. */
  pair: 'held' | 'free' | 'gone';
}

/** Months of work hold fewer; a person puts away what he no longer needs. */
const LIMIT = 50;

type Row = Omit<LostText, 'content' | 'writtenAt'> &
  Omit<QuestionContent, 'keyForA'> & { keyForA: number | null; writtenAt: Date };

const CONTENT = Prisma.sql`t."question", t."optionOne", t."optionTwo", t."keyForA", t."statementA",
  t."statementB", t."pattern", t."note"`;

/** The person's words that are not his to go on with at this moment, newest first. */
export async function lostTexts(db: DbOrTx, scope: ClaimScope): Promise<LostText[]> {
  const { projectId, userId, now } = scope;
  const held = Prisma.sql`(p."status" = ANY(${claimSources}) AND p."leaseHolderId" <> ${userId}::uuid
    AND p."leaseExpiresAt" > ${now}::timestamp)`;
  const rows = await db.$queryRaw<Row[]>`
    SELECT * FROM (
      SELECT t."id", p."id" AS "pairId", p."number", t."writtenAt", ${CONTENT},
        CASE WHEN NOT p."status" = ANY(${claimSources}) THEN 'gone'
          WHEN p."status" = 'MINED' OR ${own({ ...scope, byName: true })} OR p."leaseHolderId" = ${userId}::uuid
            OR (${free(scope)} AND ${letGo(scope)}) THEN 'free'
          ELSE 'held' END AS "pair"
      FROM "KeptDraft" t JOIN "Pair" p ON p."id" = t."pairId"
      WHERE t."authorId" = ${userId}::uuid AND t."dismissedAt" IS NULL
        AND p."projectId" = ${projectId}::uuid
      UNION ALL
      SELECT NULL, p."id", p."number", t."updatedAt", ${CONTENT}, 'held'
      FROM "Draft" t JOIN "Pair" p ON p."id" = t."pairId"
      WHERE t."authorId" = ${userId}::uuid AND p."projectId" = ${projectId}::uuid AND ${held}
    ) texts ORDER BY "writtenAt" DESC, "pairId" LIMIT ${LIMIT}`;
  return rows.map(({ id, pairId, number, writtenAt, pair, ...content }) => ({
    id,
    pairId,
    number,
    pair,
    writtenAt: writtenAt.toISOString(),
    content: toContent(content),
  }));
}
