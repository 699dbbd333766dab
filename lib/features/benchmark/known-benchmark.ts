import { AppError } from '@/lib/domain/errors';
import type { DbOrTx } from '@/lib/infra/db/client';

/** What a project has of a benchmark already. */
export interface KnownBenchmark {
  id: string;
  name: string;
  source: string;
  licence: string;
  batchId: string;
  /** Of its pairs in the table of questions. */
  positions: ReadonlySet<number>;
}

/** Found by the table of questions; null where it was never imported. */
export async function knownBenchmark(
  db: DbOrTx,
  projectId: string,
  questionsSha256: string,
): Promise<KnownBenchmark | null> {
  const there = await db.importedBenchmark.findUnique({
    where: { projectId_questionsSha256: { projectId, questionsSha256 } },
    select: {
      ...{ id: true, name: true, batchId: true },
      batch: { select: { source: true, licence: true } },
      pairs: { select: { position: true } },
    },
  });
  if (!there) return null;
  const { batch, pairs, ...rest } = there;
  return { ...rest, ...batch, positions: new Set(pairs.map(({ position }) => position)) };
}

/**
 * The pairs that an earlier import left out for want of images. A project measures people on the same question
 * once, as numbers would otherwise stand twice: throws 'conflict' where none is new.
 */
export function notYetImported<P extends { position: number }>(
  known: KnownBenchmark | null,
  pairs: readonly P[],
): P[] {
  if (!known) return [...pairs];
  const fresh = pairs.filter(({ position }) => !known.positions.has(position));
  if (fresh.length > 0) return fresh;
  throw new AppError(
    'conflict',
    `These questions were imported before, as ${known.name}. Nothing was changed.`,
    { key: 'benchmarkKnown', params: { name: known.name } },
  );
}
