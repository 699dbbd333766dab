import { audit } from './audit';
import type { Ctx } from './context';
import type { Tx } from './db/client';

/**
 * Takes a rater out of a study, whoever asks for it and by whatever way: all answers and the order of trials
 * are deleted; the row stays and says withdrawn, so that the person is not invited again by mistake. Doing it
 * twice changes nothing. The caller has authorised it.
 */
export async function withdrawRating(
  tx: Tx,
  ctx: Pick<Ctx, 'actor' | 'clock'>,
  {
    studyRaterId,
    studyId,
    projectId,
  }: { studyRaterId: string; studyId: string; projectId: string },
): Promise<{ answersDeleted: number }> {
  // An answer that is being stored holds this row; it comes before, and is then deleted with the rest.
  const rows = await tx.$queryRaw<{ withdrawnAt: Date | null }[]>`
    SELECT "withdrawnAt" FROM "StudyRater" WHERE "id" = ${studyRaterId}::uuid FOR UPDATE`;
  const answers = await tx.response.deleteMany({ where: { trial: { studyRaterId } } });
  await tx.trial.deleteMany({ where: { studyRaterId } });
  await tx.protocolTrial.deleteMany({ where: { studyRaterId } });
  await tx.studyRater.update({
    where: { id: studyRaterId },
    data: {
      withdrawnAt: rows[0]?.withdrawnAt ?? ctx.clock.now(),
      finishedAt: null,
      completionCode: null,
      disqualifiedAt: null,
      timedOutAt: null,
      secondFrom: null,
      secondOpensAt: null,
      secondStartedAt: null,
    },
  });
  if (rows[0]?.withdrawnAt && answers.count === 0) return { answersDeleted: 0 };
  await audit(tx, ctx, {
    projectId,
    action: 'rating.withdraw',
    subjectType: 'StudyRater',
    subjectId: studyRaterId,
    data: { studyId, answersDeleted: answers.count },
  });
  return { answersDeleted: answers.count };
}
