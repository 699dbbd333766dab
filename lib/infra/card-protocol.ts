import { pairsEach } from '@/lib/domain/assignment';
import { itemsPerScreen, presentationOf } from '@/lib/domain/presentation';
import { recruitingOnCard } from '@/lib/domain/recruiting';
import type { CardProtocol } from '@/lib/domain/statistics/baseline-card';
import { earnsCode } from '@/lib/domain/study-protocol';
import { feasibleDistance } from '@/lib/domain/trial-order';
import type { DbOrTx } from './db/client';
import { NO_FACTS, raterFacts, type RaterFacts } from './rater-time';

/** What a study's protocol did to who answered how long. Throws where there is no such study. */
export async function cardProtocol(db: DbOrTx, studyId: string, now: Date): Promise<CardProtocol> {
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
            id: true,
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
  const shown = presentationOf(presentation);
  const given = await givenBesides(db, studyId);
  const facts = await raterFacts(db, [studyId], now);
  return {
    ...{ pilot, qualifyPercent, attentionChecks, timeCapMinutes, consentText, sessionGapHours },
    ...{ studyPairs: _count.pairs, pairsPerRater },
    rules: { attentionMistakesAllowed, leastMedianMs },
    ...recruitingOnCard(recruiting),
    practiceItems: given?.practice ?? itemsPerScreen(shown) * _count.practicePairs,
    attentionChecksGiven: given && { least: given.leastChecks, most: given.mostChecks },
    // Side by side there is no other way than to meet both items of a pair at once.
    trialDistance:
      shown === 'side-by-side'
        ? 1
        : ((await leastDistance(db, studyId)) ??
          feasibleDistance(pairsEach(_count.pairs, pairsPerRater), trialDistance)),
    ...courseOf(raters, facts),
  };
}

interface Ends {
  id: string;
  startedAt: Date | null;
  withdrawnAt: Date | null;
  disqualifiedAt: Date | null;
  timedOutAt: Date | null;
  finishedAt: Date | null;
}

/** How the raters' parts ended; a time that is up counts whether it was noted or not. */
function courseOf(raters: readonly Ends[], facts: ReadonlyMap<string, RaterFacts>) {
  const stayed = raters
    .filter((rater) => rater.withdrawnAt === null)
    .map((rater) => {
      const { late, answered, items } = facts.get(rater.id) ?? NO_FACTS;
      const timedOut = rater.timedOutAt !== null || late;
      const paid = rater.finishedAt !== null || (late && earnsCode(answered, items));
      return { ...rater, timedOut, outOfTime: timedOut && !paid };
    });
  const count = (which: (rater: (typeof stayed)[number]) => boolean) => stayed.filter(which).length;
  return {
    // Who was invited and left before beginning had no answer to delete.
    withdrawn: raters.filter(({ startedAt, withdrawnAt }) => startedAt && withdrawnAt).length,
    disqualified: count((rater) => rater.disqualifiedAt !== null),
    finished: count((rater) => rater.finishedAt !== null && !rater.timedOut),
    left: count(
      ({ startedAt, finishedAt, disqualifiedAt, timedOut }) =>
        startedAt !== null && finishedAt === null && disqualifiedAt === null && !timedOut,
    ),
    timedOut: count((rater) => rater.timedOut),
    outOfTime: count((rater) => rater.outOfTime),
  };
}

/**
 * What was laid out beside the study's items, for who began and is not withdrawn: the settings tell what was
 * asked for, and in earlier versions practice meant more items of each pair. Null before anybody began.
 */
async function givenBesides(
  db: DbOrTx,
  studyId: string,
): Promise<{ practice: number; leastChecks: number; mostChecks: number } | null> {
  const [row] = await db.$queryRaw<
    { practice: number | null; leastChecks: number; mostChecks: number }[]
  >`
    SELECT max(g."practice")::int AS "practice", min(g."checks")::int AS "leastChecks",
      max(g."checks")::int AS "mostChecks"
    FROM (
      SELECT count(x."id") FILTER (WHERE x."phase" = 'PRACTICE') AS "practice",
        count(x."id") FILTER (WHERE x."phase" = 'ATTENTION') AS "checks"
      FROM "StudyRater" r LEFT JOIN "ProtocolTrial" x ON x."studyRaterId" = r."id"
      WHERE r."studyId" = ${studyId}::uuid AND r."startedAt" IS NOT NULL AND r."withdrawnAt" IS NULL
      GROUP BY r."id"
    ) g`;
  return row && row.practice !== null ? { ...row, practice: row.practice } : null;
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
