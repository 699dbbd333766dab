import { leastCovered } from '@/lib/domain/assignment';
import { AppError } from '@/lib/domain/errors';
import { itemsPerScreen } from '@/lib/domain/presentation';
import { createRng } from '@/lib/domain/rng';
import { checkPositions } from '@/lib/domain/study-protocol';
import { planPractice, planScreens, planTrials, type PlannedTrial } from '@/lib/domain/trial-order';
import type { Tx } from '@/lib/infra/db/client';
import { raterCounts } from '@/lib/infra/study-places';
import type { OwnRating } from './own-rating';
import { newPractice, unseenPairs } from './unseen-pairs';

/**
 * All that one rater will meet, in an order that follows from the study's seed and the rater's label:
 * the items, the practice before them, the attention checks among them. Returns the number of items.
 * Whoever calls it holds the lock under which the study's places are given, so that no two beginners
 * take the same pairs for those that fewest have.
 */
export async function layOut(tx: Tx, rating: OwnRating, now: Date): Promise<number> {
  const pairs = await tx.studyPair.findMany({
    where: unseenPairs(rating),
    select: { pairId: true },
    orderBy: { pair: { number: 'asc' } },
  });
  if (pairs.length === 0) {
    throw new AppError('conflict', 'This study has no item that you can rate.', {
      key: 'nothingToRate',
    });
  }
  const visible = pairs.map((pair) => pair.pairId);
  const plan = planned(rating, await ownPairs(tx, rating, visible, now));
  await tx.trial.createMany({
    data: plan.map((trial, index) => ({
      studyRaterId: rating.id,
      position: index + 1,
      pairId: trial.pairId,
      side: trial.side,
      optionsSwapped: trial.optionsSwapped,
    })),
  });
  await layOutProtocol(tx, rating, plan.length);
  return plan.length;
}

/** The rater's share of the pairs that this rater may see, drawn from a stream of its own. */
async function ownPairs(
  tx: Tx,
  { studyId, pairsPerRater, seed, label }: OwnRating,
  pairIds: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  if (pairsPerRater === null || pairIds.length <= pairsPerRater) return pairIds;
  const counts = await raterCounts(tx, studyId, now);
  const covered = pairIds.map((pairId) => ({ pairId, raters: counts.get(pairId) ?? 0 }));
  return leastCovered(covered, pairsPerRater, createRng(`${seed}/pairs/${label}`));
}

function planned(
  { presentation, trialDistance, seed, label }: OwnRating,
  pairIds: readonly string[],
): PlannedTrial<string>[] {
  const rng = createRng(`${seed}/raters/${label}`);
  return presentation === 'side-by-side'
    ? planScreens(pairIds, rng)
    : planTrials(pairIds, trialDistance, rng);
}

function practisedBy(
  { presentation, seed, label }: OwnRating,
  pairIds: readonly string[],
): PlannedTrial<string>[] {
  const rng = createRng(`${seed}/practice/${label}`);
  return presentation === 'side-by-side' ? planScreens(pairIds, rng) : planPractice(pairIds, rng);
}

/** Streams of their own, so that practice and checks change no order of items. */
async function layOutProtocol(tx: Tx, rating: OwnRating, trials: number): Promise<void> {
  const practice = await tx.studyPracticePair.findMany({
    where: newPractice(rating),
    select: { pairId: true },
    orderBy: { pair: { number: 'asc' } },
  });
  await refuseUnlessJudged(tx, rating, practice.length);
  const practised = practisedBy(
    rating,
    practice.map((pair) => pair.pairId),
  );
  const rng = createRng(`${rating.seed}/checks/${rating.label}`);
  // A check is a screen of its own, before a screen of the study and never within one.
  const perScreen = itemsPerScreen(rating.presentation);
  const screens = checkPositions(trials / perScreen, rating.attentionChecks, rng);
  const positions = screens.map((screen) => perScreen * (screen - 1) + 1);
  const rows = [
    ...practised.map(({ pairId, side, optionsSwapped }) => ({
      ...{ phase: 'PRACTICE' as const, beforePosition: 1, pairId, side, optionsSwapped },
    })),
    ...positions.map((beforePosition) => ({
      phase: 'ATTENTION' as const,
      beforePosition,
      shape: 1 + rng.nextInt(2),
      optionsSwapped: rng.nextInt(2) === 1,
    })),
  ];
  await tx.protocolTrial.createMany({
    data: rows.map((row, index) => ({ ...row, studyRaterId: rating.id, place: index + 1 })),
  });
}

/** Who has met practice pairs before cannot qualify by them: a failure would be forgotten, or a key known. */
async function refuseUnlessJudged(tx: Tx, rating: OwnRating, left: number): Promise<void> {
  if (rating.qualifyPercent === 0) return;
  if ((await tx.studyPracticePair.count({ where: { studyId: rating.studyId } })) === left) return;
  throw new AppError(
    'conflict',
    'You have met images of this study’s practice before, or are to meet them in another study, so it cannot tell whether the study suits you. Nothing was begun. Tell the person who invited you.',
    { key: 'practisedBefore' },
  );
}
