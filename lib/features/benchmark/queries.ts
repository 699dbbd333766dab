import { authorize, type Ctx } from '@/lib/infra/context';

export interface BenchmarkRow {
  id: string;
  name: string;
  source: string;
  licence: string;
  releaseAllowed: boolean;
  at: string;
  pairs: number;
  /** Of its pairs in the project, as runs without a gap; several where pairs were added later. */
  numbers: { first: number; last: number }[];
}

/** The published benchmarks that a project has taken in, newest first. No key, no pattern. */
export async function listBenchmarks(
  ctx: Ctx,
  input: { projectId: string },
): Promise<BenchmarkRow[]> {
  authorize(ctx, 'study:view', input.projectId);
  const rows = await ctx.db.importedBenchmark.findMany({
    where: { projectId: input.projectId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: {
      id: true,
      name: true,
      releaseAllowed: true,
      createdAt: true,
      batch: { select: { source: true, licence: true } },
    },
  });
  const runs = await ctx.db.$queryRaw<{ id: string; pairs: number; first: number; last: number }[]>`
    SELECT n."id", count(*)::int AS "pairs", min(n."number") AS "first", max(n."number") AS "last"
    FROM (
      SELECT i."benchmarkId" AS "id", p."number",
             p."number" - row_number() OVER (PARTITION BY i."benchmarkId" ORDER BY p."number") AS "run"
      FROM "ImportedPair" i JOIN "Pair" p ON p."id" = i."pairId"
      WHERE p."projectId" = ${input.projectId}::uuid
    ) n GROUP BY n."id", n."run" ORDER BY 3`;
  return rows.map(({ batch, createdAt, ...row }) => {
    const own = runs.filter(({ id }) => id === row.id);
    return {
      ...row,
      ...batch,
      at: createdAt.toISOString(),
      pairs: own.reduce((sum, { pairs }) => sum + pairs, 0),
      numbers: own.map(({ first, last }) => ({ first, last })),
    };
  });
}
