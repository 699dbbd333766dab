import { authorize, type Ctx } from '@/lib/infra/context';

export interface BenchmarkRow {
  id: string;
  name: string;
  source: string;
  licence: string;
  releaseAllowed: boolean;
  at: string;
  pairs: number;
  /** Numbers of its first and last pair in the project; null where all are gone. */
  numbers: { first: number; last: number } | null;
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
  const ranges = await ctx.db.$queryRaw<
    { id: string; pairs: number; first: number; last: number }[]
  >`
    SELECT i."benchmarkId" AS "id", count(*)::int AS "pairs", min(p."number") AS "first",
           max(p."number") AS "last"
    FROM "ImportedPair" i JOIN "Pair" p ON p."id" = i."pairId"
    WHERE p."projectId" = ${input.projectId}::uuid GROUP BY i."benchmarkId"`;
  const rangeOf = new Map(ranges.map(({ id, ...range }) => [id, range]));
  return rows.map(({ batch, createdAt, ...row }) => {
    const range = rangeOf.get(row.id);
    return {
      ...row,
      ...batch,
      at: createdAt.toISOString(),
      pairs: range?.pairs ?? 0,
      numbers: range ? { first: range.first, last: range.last } : null,
    };
  });
}
