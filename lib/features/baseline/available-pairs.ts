import { sources } from '@/lib/domain/item-lifecycle';
import { PATTERN_IDS, type PatternId } from '@/lib/domain/patterns';
import { authorize, type Ctx } from '@/lib/infra/context';

/** What a new study could take in. */
export interface AvailablePairs {
  /** Own ones that are approved now. */
  approved: number;
  /** Own ones that were measured before; they may be chosen again. */
  measured: number;
  /** Those that passed the checks and are in no release yet. */
  candidates: number;
  /** Of the approved ones, in the paper's order; patterns without a pair are left out. */
  patterns: { id: PatternId; count: number }[];
  /** Imported ones, newest first, with the pairs that can enter a study now. */
  benchmarks: { id: string; name: string; pairs: number }[];
}

export async function pairsForStudy(
  ctx: Ctx,
  input: { projectId: string },
): Promise<AvailablePairs> {
  authorize(ctx, 'study:manage', input.projectId);
  const { projectId } = input;
  const status = { in: sources('enter-study') };
  const own = { projectId, imported: null, currentQuestionId: { not: null } } as const;
  const [byStatus, byPattern, benchmarks] = await Promise.all([
    ctx.db.pair.groupBy({ by: ['status'], where: { ...own, status }, _count: true }),
    ctx.db.$queryRaw<{ pattern: string; count: number }[]>`
      SELECT q."pattern", count(*)::int AS "count" FROM "Pair" p
      JOIN "QuestionVersion" q ON q."id" = p."currentQuestionId"
      WHERE p."projectId" = ${projectId}::uuid AND p."status" = 'APPROVED'
        AND NOT EXISTS (SELECT 1 FROM "ImportedPair" i WHERE i."pairId" = p."id")
      GROUP BY q."pattern"`,
    ctx.db.importedBenchmark.findMany({
      where: { projectId },
      orderBy: { createdAt: 'desc' },
      select: {
        id: true,
        name: true,
        _count: { select: { pairs: { where: { pair: { status } } } } },
      },
    }),
  ]);
  const of = (name: string): number => byStatus.find((row) => row.status === name)?._count ?? 0;
  const approved = of('APPROVED');
  const count = new Map(byPattern.map((row) => [row.pattern, row.count]));
  return {
    approved,
    measured: byStatus.reduce((sum, row) => sum + row._count, 0) - approved,
    candidates: of('CHECKED'),
    patterns: PATTERN_IDS.flatMap((id) => {
      const pairs = count.get(id);
      return pairs === undefined ? [] : [{ id, count: pairs }];
    }),
    benchmarks: benchmarks.map(({ id, name, _count }) => ({ id, name, pairs: _count.pairs })),
  };
}
