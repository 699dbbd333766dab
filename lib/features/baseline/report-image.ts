import { notFound } from '@/lib/domain/errors';
import { audit } from '@/lib/infra/audit';
import { authorize, requireUser, type Ctx } from '@/lib/infra/context';
import { inTransaction } from '@/lib/infra/db/client';

export const IMAGE_REPORT = 'rating.report-image';

/** A rater says that an image does not load. The study's page counts these; the audit log names them. */
export async function reportImage(ctx: Ctx, input: { trialId: string }): Promise<{ noted: true }> {
  authorize(ctx, 'self');
  const userId = requireUser(ctx);
  return inTransaction(ctx.db, async (tx) => {
    const trial = await tx.trial.findFirst({
      where: { id: input.trialId, response: null, studyRater: { userId } },
      select: {
        position: true,
        pair: { select: { number: true } },
        studyRater: {
          select: { label: true, studyId: true, study: { select: { projectId: true } } },
        },
      },
    });
    if (!trial) throw notFound('The item');
    const { studyRater } = trial;
    const subject = { subjectType: 'Study', subjectId: studyRater.studyId };
    const data = { trialId: input.trialId, rater: studyRater.label, pair: trial.pair.number };
    // Pressing the button again is no second problem.
    const before = await tx.auditEvent.count({
      where: {
        ...subject,
        action: IMAGE_REPORT,
        data: { path: ['trialId'], equals: data.trialId },
      },
    });
    if (before === 0) {
      const { projectId } = studyRater.study;
      await audit(tx, ctx, { projectId, action: IMAGE_REPORT, ...subject, data });
    }
    return { noted: true };
  });
}
