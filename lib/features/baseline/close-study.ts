import { AppError } from '@/lib/domain/errors';
import { transition } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';
import { lockStudy } from './lock-study';

/**
 * Closes an open study. A pair of which at least one rater answered both items is measured; the
 * others go back to the approved pairs. No answer is taken afterwards.
 */
export async function closeStudy(
  ctx: Ctx,
  input: { projectId: string; studyId: string },
): Promise<{ measured: number; returned: number }> {
  authorize(ctx, 'study:manage', input.projectId);
  return inTransaction(ctx.db, async (tx) => {
    const study = await lockStudy(tx, input.studyId, 'exclusive', input.projectId);
    if (study.status !== 'OPEN') {
      throw new AppError('conflict', 'Only an open study can be closed.', { key: 'studyNotOpen' });
    }
    const answered = await tx.$queryRaw<{ pairId: string }[]>`
      SELECT DISTINCT t."pairId" FROM "Trial" t
      JOIN "StudyRater" r ON r."id" = t."studyRaterId"
      JOIN "Response" a ON a."trialId" = t."id"
      WHERE r."studyId" = ${study.id}::uuid AND r."withdrawnAt" IS NULL
      GROUP BY t."studyRaterId", t."pairId" HAVING count(DISTINCT t."side") = 2`;
    // A pilot measures nothing: all its pairs go back.
    const measuredIds = study.pilot ? [] : answered.map((row) => row.pairId);
    const inStudy = { status: 'IN_STUDY' as const, studyPairs: { some: { studyId: study.id } } };
    const measured = await tx.pair.updateMany({
      where: { ...inStudy, id: { in: measuredIds } },
      data: { status: transition('IN_STUDY', 'measure'), version: { increment: 1 } },
    });
    const returned = await tx.pair.updateMany({
      where: inStudy,
      data: { status: transition('IN_STUDY', 'leave-study'), version: { increment: 1 } },
    });
    await tx.study.update({
      where: { id: study.id },
      data: { status: 'CLOSED', closedAt: ctx.clock.now(), version: { increment: 1 } },
    });
    const counts = { measured: measured.count, returned: returned.count };
    await audit(tx, ctx, {
      projectId: study.projectId,
      action: 'study.close',
      subjectType: 'Study',
      subjectId: study.id,
      data: counts,
    });
    return counts;
  });
}
