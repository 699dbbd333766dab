import { pairsEach } from '@/lib/domain/assignment';
import { presentationOf } from '@/lib/domain/presentation';
import { recruitingOnCard } from '@/lib/domain/recruiting';
import type { CardProtocol } from '@/lib/domain/statistics/baseline-card';
import { feasibleDistance } from '@/lib/domain/trial-order';
import type { DbOrTx } from './db/client';

/** What a study's protocol did to who answered how long. Throws where there is no such study. */
export async function cardProtocol(db: DbOrTx, studyId: string): Promise<CardProtocol> {
  const { raters, _count, presentation, trialDistance, ...rest } = await db.study.findUniqueOrThrow(
    {
      where: { id: studyId },
      select: {
        pilot: true,
        qualifyPercent: true,
        attentionChecks: true,
        timeCapMinutes: true,
        sessionGapHours: true,
        pairsPerRater: true,
        recruitment: true,
        recruitmentNote: true,
        payBasis: true,
        payAmount: true,
        payCurrency: true,
        presentation: true,
        trialDistance: true,
        consentText: true,
        attentionMistakesAllowed: true,
        leastMedianMs: true,
        _count: { select: { pairs: true, practicePairs: true } },
        raters: {
          select: {
            startedAt: true,
            withdrawnAt: true,
            disqualifiedAt: true,
            timedOutAt: true,
            finishedAt: true,
          },
        },
      },
    },
  );
  const { pilot, qualifyPercent, attentionChecks, timeCapMinutes, consentText, ...others } = rest;
  const { attentionMistakesAllowed, leastMedianMs, sessionGapHours, pairsPerRater, ...recruiting } =
    others;
  const both = presentationOf(presentation) === 'side-by-side';
  const stayed = raters.filter((rater) => rater.withdrawnAt === null);
  const late = stayed.filter((rater) => rater.timedOutAt !== null);
  return {
    ...{ pilot, qualifyPercent, attentionChecks, timeCapMinutes, consentText, sessionGapHours },
    ...{ studyPairs: _count.pairs, pairsPerRater },
    rules: { attentionMistakesAllowed, leastMedianMs },
    ...recruitingOnCard(recruiting),
    // Side by side there is no other way than to practise both items of a pair.
    practiceItems: (both ? 2 : 1) * _count.practicePairs,
    trialDistance: both
      ? 1
      : ((await leastDistance(db, studyId)) ??
        feasibleDistance(pairsEach(_count.pairs, pairsPerRater), trialDistance)),
    withdrawn: raters.length - stayed.length,
    disqualified: stayed.filter((rater) => rater.disqualifiedAt !== null).length,
    finished: stayed.filter((rater) => rater.finishedAt && !rater.timedOutAt).length,
    left: stayed.filter(
      ({ startedAt, finishedAt, disqualifiedAt, timedOutAt }) =>
        startedAt && !finishedAt && !disqualifiedAt && !timedOutAt,
    ).length,
    timedOut: late.length,
    outOfTime: late.filter((rater) => rater.finishedAt === null).length,
  };
}

/** Of the two items of any pair, that any rater met who is not withdrawn; null before anybody met both. */
async function leastDistance(db: DbOrTx, studyId: string): Promise<number | null> {
  const [row] = await db.$queryRaw<{ least: number | null }[]>`
    SELECT min(abs(a."position" - b."position"))::int AS "least"
    FROM "StudyRater" r
    JOIN "Trial" a ON a."studyRaterId" = r."id" AND a."side" = 'A'
    JOIN "Trial" b ON b."studyRaterId" = r."id" AND b."pairId" = a."pairId" AND b."side" = 'B'
    WHERE r."studyId" = ${studyId}::uuid AND r."withdrawnAt" IS NULL
      AND a."firstShownAt" IS NOT NULL AND b."firstShownAt" IS NOT NULL`;
  return row?.least ?? null;
}
