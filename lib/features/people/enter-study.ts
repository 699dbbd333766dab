import { AppError, notFound } from '@/lib/domain/errors';
import type { Ctx } from '@/lib/infra/context';
import type { Tx } from '@/lib/infra/db/client';
import { studyClosed } from './create-invitation';

/**
 * Enters a rater into a study under the next pseudonym: R01, R02, … R100. The study's row is locked
 * while the label is chosen, so labels neither collide nor leave gaps.
 */
export async function enterStudy(
  tx: Tx,
  ctx: Pick<Ctx, 'clock'>,
  input: { projectId: string; studyId: string; userId: string },
): Promise<{ studyRaterId: string; label: string }> {
  const [study] = await tx.$queryRaw<{ status: string }[]>`
    SELECT "status"::text AS "status" FROM "Study"
    WHERE "id" = ${input.studyId}::uuid AND "projectId" = ${input.projectId}::uuid
    FOR NO KEY UPDATE`;
  if (!study) throw notFound('The study');
  if (study.status === 'CLOSED') throw studyClosed();
  const raters = await tx.studyRater.findMany({
    where: { studyId: input.studyId },
    select: { userId: true, label: true },
  });
  if (raters.some((rater) => rater.userId === input.userId)) {
    throw new AppError('conflict', 'This person is in the study already.', {
      key: 'alreadyInStudy',
    });
  }
  const highest = raters.reduce(
    (most, { label }) => Math.max(most, Number(label.slice(1)) || 0),
    0,
  );
  const label = `R${String(highest + 1).padStart(2, '0')}`;
  const { studyId, userId } = input;
  const { id } = await tx.studyRater.create({
    data: { studyId, userId, label, invitedAt: ctx.clock.now() },
    select: { id: true },
  });
  return { studyRaterId: id, label };
}
