import { AppError } from '@/lib/domain/errors';
import type { DbOrTx } from '@/lib/infra/db/client';

/** A project measures people on the same questions once: their numbers would otherwise stand twice. */
export async function refuseSecond(
  db: DbOrTx,
  projectId: string,
  questionsSha256: string,
): Promise<void> {
  const there = await db.importedBenchmark.findUnique({
    where: { projectId_questionsSha256: { projectId, questionsSha256 } },
    select: { name: true },
  });
  if (!there) return;
  throw new AppError(
    'conflict',
    `These questions were imported before, as ${there.name}. Nothing was changed.`,
    { key: 'benchmarkKnown', params: { name: there.name } },
  );
}
