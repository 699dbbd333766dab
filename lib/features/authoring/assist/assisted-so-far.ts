import type { Assisted } from '@/lib/domain/assist/assisted';
import type { Tx } from '@/lib/infra/db/client';

/**
 * What a question that is submitted now owes to a model. Texts are handed on, from draft to draft and from version
 * to version: so of everybody whose words it may hold, not of its last author alone.
 */
export async function assistedSoFar(tx: Tx, pairId: string, authorId: string): Promise<Assisted> {
  const [row] = await tx.$queryRaw<{ seen: number; taken: number }[]>`
    SELECT (count(*) FILTER (WHERE a."shown" > 0))::int AS "seen", count(t."requestId")::int AS "taken"
    FROM "AssistRequest" r
    JOIN "AssistAnswer" a ON a."requestId" = r."id"
    LEFT JOIN "AssistTaken" t ON t."requestId" = r."id"
    WHERE r."pairId" = ${pairId}::uuid AND (
      r."userId" = ${authorId}::uuid
      OR EXISTS (SELECT 1 FROM "QuestionVersion" q
        WHERE q."pairId" = r."pairId" AND q."authorId" = r."userId")
      OR EXISTS (SELECT 1 FROM "PairExposure" e
        WHERE e."pairId" = r."pairId" AND e."userId" = r."userId" AND e."reason" = 'drafted'))`;
  if (row && row.taken > 0) return 'taken';
  return row && row.seen > 0 ? 'seen' : 'none';
}
