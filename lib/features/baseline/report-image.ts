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
    const select = {
      pair: { select: { number: true } },
      studyRater: {
        select: { label: true, studyId: true, study: { select: { projectId: true } } },
      },
    } as const;
    const own = { id: input.trialId, studyRater: { userId } };
    const trial =
      (await tx.trial.findFirst({ where: { ...own, response: null }, select })) ??
      (await tx.protocolTrial.findFirst({ where: { ...own, answeredAt: null }, select }));
    if (!trial) throw notFound('The item');
    const { studyRater } = trial;
    const subject = { subjectType: 'Study', subjectId: studyRater.studyId };
    const data = {
      trialId: input.trialId,
      rater: studyRater.label,
      pair: trial.pair?.number ?? null,
    };
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
