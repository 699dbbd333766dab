import { sources } from '@/lib/domain/item-lifecycle';
import { PATTERN_IDS, type PatternId } from '@/lib/domain/patterns';
import { authorize, type Ctx } from '@/lib/infra/context';
import { writePairNumbers } from './parse-pair-numbers';
import { NOT_PRACTISED } from './study-pairs';

/** What a new study could take in. */
export interface AvailablePairs {
  /** Own ones that are approved now and that no open study practises on. */
  approved: number;
  /** Own ones that were measured before; they may be chosen again. */
  measured: number;
  /** Those that passed the checks and are in no release yet. */
  candidates: number;
  /** Of the approved ones, in the paper's order; patterns without a pair are left out. */
  patterns: { id: PatternId; count: number }[];
  /** Imported ones, newest first, with the pairs that can enter a study now. */
  benchmarks: { id: string; name: string; pairs: number; numbers: string }[];
  /** Of the own ones, as they are written into the form: "1-5, 9"; empty for none. */
  numbers: { approved: string; measured: string };
}

export async function pairsForStudy(
  ctx: Ctx,
  input: { projectId: string },
): Promise<AvailablePairs> {
  authorize(ctx, 'study:manage', input.projectId);
  const { projectId } = input;
  const status = { in: sources('enter-study') };
  const own = { projectId, imported: null, currentQuestionId: { not: null } } as const;
  const approvedNow = { ...own, ...NOT_PRACTISED, status: 'APPROVED' } as const;
  const [byStatus, byPattern, benchmarks, choosable] = await Promise.all([
    ctx.db.pair.groupBy({ by: ['status'], where: { ...own, status }, _count: true }),
    ctx.db.questionVersion.groupBy({
      by: ['pattern'],
      where: { currentOf: approvedNow },
      _count: true,
    }),
    ctx.db.importedBenchmark.findMany({
      where: { projectId },
      orderBy: { createdAt: 'desc' },
      select: {
        id: true,
        name: true,
        _count: { select: { pairs: { where: { pair: { status } } } } },
      },
    }),
    ctx.db.pair.findMany({
      where: { projectId, currentQuestionId: { not: null }, status, ...NOT_PRACTISED },
      orderBy: { number: 'asc' },
      select: { number: true, status: true, imported: { select: { benchmarkId: true } } },
    }),
  ]);
  const of = (name: string): number => byStatus.find((row) => row.status === name)?._count ?? 0;
  const count = new Map(byPattern.map((row) => [row.pattern, row._count]));
  const written = (of: (pair: (typeof choosable)[number]) => boolean): string =>
    writePairNumbers(choosable.filter(of).map(({ number }) => number));
  return {
    approved: byPattern.reduce((sum, row) => sum + row._count, 0),
    measured: byStatus.reduce((sum, row) => sum + row._count, 0) - of('APPROVED'),
    candidates: of('CHECKED'),
    patterns: PATTERN_IDS.flatMap((id) => {
      const pairs = count.get(id);
      return pairs === undefined ? [] : [{ id, count: pairs }];
    }),
    benchmarks: benchmarks.map(({ id, name, _count }) => ({
      ...{ id, name, pairs: _count.pairs },
      numbers: written((pair) => pair.imported?.benchmarkId === id),
    })),
    numbers: {
      approved: written((pair) => pair.imported === null && pair.status === 'APPROVED'),
      measured: written((pair) => pair.imported === null && pair.status !== 'APPROVED'),
    },
  };
}
