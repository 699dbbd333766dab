import { agreement, type Agreement } from '@/lib/domain/statistics/agreement';
import { cellsFromAnswers } from '@/lib/domain/statistics/cells';
import { crossedBootstrap, type CrossedResult } from '@/lib/domain/statistics/crossed-bootstrap';
import { scoreMajority } from '@/lib/domain/statistics/majority-vote';
import { wilsonInterval, type Interval } from '@/lib/domain/statistics/wilson';
import type { LoadedRelease } from './load-release';

/** How people did on exactly the pairs of a release, and how that was measured. */
export interface BaselineCard {
  primaryEstimand: string;
  raters: number;
  pairs: number;
  answers: number;
  cantTell: number;
  withdrawn: number;
  openedAt: string | null;
  closedAt: string | null;
  trialDistance: number;
  presentation: string[];
  seed: string;
  mean: Record<'pair' | 'item', CrossedResult>;
  majority: { pair: Interval | null; item: Interval | null; pairs: number; ties: number };
  agreement: Agreement;
  key: KeyBalance;
}

export interface KeyBalance {
  /** Odd rows, of which so many have the key (a). */
  odd: number;
  oddA: number;
}

export function baselineCard(release: LoadedRelease): BaselineCard {
  const { study, pairs, answers } = release;
  const seed = `${release.seed}/bootstrap`;
  const cells = cellsFromAnswers(pairs, answers);
  const complete = new Set(
    cells.filter((cell) => cell.rightA !== null && cell.rightB !== null).map((cell) => cell.pairId),
  );
  const majority = scoreMajority(
    pairs.filter((pair) => complete.has(pair.pairId)),
    answers.filter((answer) => complete.has(answer.pairId)),
  );
  const items = new Map<string, string[]>();
  for (const { pairId, side, choice } of answers) {
    const ratings = items.get(pairId + side) ?? [];
    ratings.push(choice === null ? 'cant-tell' : String(choice));
    items.set(pairId + side, ratings);
  }
  return {
    primaryEstimand: study.primaryEstimand,
    raters: new Set(answers.map((answer) => answer.raterId)).size,
    pairs: pairs.length,
    answers: answers.length,
    cantTell: answers.filter((answer) => answer.choice === null).length,
    withdrawn: study.raters.filter((rater) => rater.withdrawnAt !== null).length,
    openedAt: study.openedAt?.toISOString() ?? null,
    closedAt: study.closedAt?.toISOString() ?? null,
    trialDistance: study.trialDistance,
    presentation: [...new Set(answers.map((answer) => answer.presentation))].sort(),
    seed,
    mean: crossedBootstrap({ cells, seed }),
    majority: {
      pair: wilsonInterval(majority.pairsRight, majority.pairs),
      // An item counts by its pair's mean: the two items of a pair are not independent.
      item: wilsonInterval(majority.itemsRight / 2, majority.pairs),
      pairs: majority.pairs,
      ties: majority.ties,
    },
    agreement: agreement([...items.values()], 3),
    key: keyBalance(pairs),
  };
}

export function keyBalance(pairs: LoadedRelease['pairs']): KeyBalance {
  const oddA = pairs.filter(({ keyForA, firstSide, optionsSwapped }) => {
    const rightIsOne = (keyForA === 1) === (firstSide === 'A');
    return rightIsOne !== optionsSwapped;
  }).length;
  return { odd: pairs.length, oddA };
}
