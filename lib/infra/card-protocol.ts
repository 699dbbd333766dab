import { recruitingOnCard } from '@/lib/domain/recruiting';
import type { CardProtocol } from '@/lib/domain/statistics/baseline-card';
import type { DbOrTx } from './db/client';

/** What a study's protocol did to who answered how long. Throws where there is no such study. */
export async function cardProtocol(db: DbOrTx, studyId: string): Promise<CardProtocol> {
  const { raters, _count, pilot, qualifyPercent, attentionChecks, timeCapMinutes, ...recruiting } =
    await db.study.findUniqueOrThrow({
      where: { id: studyId },
      select: {
        pilot: true,
        qualifyPercent: true,
        attentionChecks: true,
        timeCapMinutes: true,
        recruitment: true,
        recruitmentNote: true,
        payBasis: true,
        payAmount: true,
        payCurrency: true,
        _count: { select: { practicePairs: true } },
        raters: { select: { withdrawnAt: true, disqualifiedAt: true, timedOutAt: true } },
      },
    });
  const stayed = raters.filter((rater) => rater.withdrawnAt === null);
  return {
    ...{ pilot, qualifyPercent, attentionChecks, timeCapMinutes },
    ...recruitingOnCard(recruiting),
    // Both items of a pair are practised.
    practiceItems: 2 * _count.practicePairs,
    withdrawn: raters.length - stayed.length,
    disqualified: stayed.filter((rater) => rater.disqualifiedAt !== null).length,
    timedOut: stayed.filter((rater) => rater.timedOutAt !== null).length,
  };
}
