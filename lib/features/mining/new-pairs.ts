import { authorize, type Ctx } from '@/lib/infra/context';

/**
 * How many of the pairs that each run kept no earlier run of the project had kept, and no import had brought. Ids of
 * runs are time-ordered.
 */
export async function newPairs(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  projectId: string,
  runIds: readonly string[],
): Promise<Map<string, number>> {
  authorize(ctx, 'mining:view', projectId);
  const rows = await ctx.db.$queryRaw<{ runId: string; count: number }[]>`
    SELECT m."runId", count(*)::int AS "count"
    FROM "MinedPair" m
    JOIN "MiningRun" r ON r."id" = m."runId" AND r."projectId" = ${projectId}::uuid
    JOIN "Pair" p ON p."id" = m."pairId" AND p."createdAt" >= r."createdAt"
    WHERE m."runId" = ANY(${[...runIds]}::uuid[])
      AND NOT EXISTS (
        SELECT 1 FROM "MinedPair" e WHERE e."pairId" = m."pairId" AND e."runId" < m."runId")
    GROUP BY m."runId"`;
  const counts = new Map(rows.map(({ runId, count }) => [runId, count]));
  return new Map(runIds.map((id) => [id, counts.get(id) ?? 0]));
}
