import { AppError } from '@/lib/domain/errors';
import { createRng } from '@/lib/domain/rng';
import { checkPositions } from '@/lib/domain/study-protocol';
import { planTrials } from '@/lib/domain/trial-order';
import type { Tx } from '@/lib/infra/db/client';
import type { OwnRating } from './own-rating';
import { unseenPairs } from './unseen-pairs';

/**
 * All that one rater will meet, in an order that follows from the study's seed and the rater's label:
 * the items, the practice before them, the attention checks among them. Returns the number of items.
 */
export async function layOut(tx: Tx, rating: OwnRating): Promise<number> {
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
  const plan = planTrials(
    pairs.map((pair) => pair.pairId),
    rating.trialDistance,
    createRng(`${rating.seed}/raters/${rating.label}`),
  );
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

/** Streams of their own, so that practice and checks change no order of items. */
async function layOutProtocol(tx: Tx, rating: OwnRating, trials: number): Promise<void> {
  const practice = await tx.studyPracticePair.findMany({
    where: { studyId: rating.studyId, pair: { exposures: { none: { userId: rating.userId } } } },
    select: { pairId: true },
    orderBy: { pair: { number: 'asc' } },
  });
  const practised = planTrials(
    practice.map((pair) => pair.pairId),
    rating.trialDistance,
    createRng(`${rating.seed}/practice/${rating.label}`),
  );
  const rng = createRng(`${rating.seed}/checks/${rating.label}`);
  const positions = checkPositions(trials, rating.attentionChecks, rng);
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
