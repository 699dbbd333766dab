import { AppError } from '@/lib/domain/errors';
import { transition } from '@/lib/domain/item-lifecycle';
import { audit } from '@/lib/infra/audit';
import { authorize, type Ctx } from '@/lib/infra/context';
import { inTransaction, type Tx } from '@/lib/infra/db/client';
import { Prisma } from '@/lib/infra/db/generated/client';
import { isMeasured, measuredPairs } from '@/lib/infra/study-answers';
import { lockStudy } from './lock-study';

/**
 * Closes an open study. A pair of which at least one rater answered both items is measured, be it in an earlier
 * study with the same question; the others go back to the approved pairs. No answer is taken afterwards.
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
    // A pilot measures nothing: all its pairs go back.
    const measuredIds = study.pilot
      ? []
      : [...(await measuredPairs(tx, study.id)), ...(await measuredBefore(tx, study.id))];
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

/** Of its pairs those that an earlier study measured: that nobody came to them in this one undoes nothing. */
async function measuredBefore(tx: Tx, studyId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ pairId: string }[]>`
    SELECT DISTINCT p."pairId" FROM "StudyPair" p
    JOIN "StudyPair" e ON e."pairId" = p."pairId" AND e."questionId" = p."questionId"
    JOIN "Study" s ON s."id" = e."studyId" AND s."status" = 'CLOSED' AND NOT s."pilot"
    WHERE p."studyId" = ${studyId}::uuid AND ${isMeasured(Prisma.sql`e."studyId"`, Prisma.sql`e."pairId"`)}`;
  return rows.map(({ pairId }) => pairId);
}
