import type { DbOrTx } from '@/lib/infra/db/client';

export interface BatchCounts {
  added: number;
  duplicate: number;
  refused: number;
}

/** What became of the files of a batch so far. */
export async function batchCounts(db: DbOrTx, batchId: string): Promise<BatchCounts> {
  const rows = await db.uploadFile.groupBy({
    by: ['outcome'],
    where: { batchId },
    _count: { _all: true },
  });
  const of = (outcome: string): number =>
    rows.find((row) => row.outcome === outcome)?._count._all ?? 0;
  return { added: of('ADDED'), duplicate: of('DUPLICATE'), refused: of('REFUSED') };
}
