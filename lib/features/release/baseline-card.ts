import { agreement } from '@/lib/domain/statistics/agreement';
import {
  baselineCard as card,
  countsOf,
  type BaselineCard as Card,
} from '@/lib/domain/statistics/baseline-card';
import { cellsFromAnswers } from '@/lib/domain/statistics/cells';
import { crossedBootstrap } from '@/lib/domain/statistics/crossed-bootstrap';
import { majorityOf, ratingsByItem } from '@/lib/domain/statistics/study-parts';
import type { LoadedRelease } from './load-release';

/** How people did on exactly the pairs of a release, and how that was measured. */
export interface BaselineCard extends Card {
  key: KeyBalance;
}

export interface KeyBalance {
  /** Odd rows, of which so many have the key (a). */
  odd: number;
  oddA: number;
}

export function baselineCard(release: LoadedRelease): BaselineCard {
  const { study, pairs, answers, excluded, protocol } = release;
  const ruled = answers.filter(({ raterId }) => !excluded.has(raterId));
  const seed = `${release.seed}/bootstrap`;
  const cells = cellsFromAnswers(pairs, answers);
  const { primaryEstimand, trialDistance, instructions, guidelineVersion } = study;
  return {
    ...card(
      {
        primaryEstimand,
        trialDistance,
        instructions,
        guidelineVersion,
        openedAt: study.openedAt,
        closedAt: study.closedAt,
        ...protocol,
        excluded: countsOf(excluded, answers),
      },
      {
        seed,
        raters: new Set(answers.map((answer) => answer.raterId)).size,
        pairs: pairs.length,
        answers: answers.length,
        cantTell: answers.filter((answer) => answer.choice === null).length,
        mean: crossedBootstrap({ cells, seed }),
        majority: majorityOf({ pairs, answers }, cells),
        agreement: agreement(ratingsByItem(answers), 3),
        agreementIntervals: null,
        withoutExcluded:
          ruled.length === 0 || ruled.length === answers.length
            ? null
            : {
                raters: new Set(ruled.map(({ raterId }) => raterId)).size,
                mean: crossedBootstrap({
                  cells: cellsFromAnswers(pairs, ruled),
                  seed: `${seed}/ruled`,
                }),
              },
      },
      [study.presentation, ...answers.map((answer) => answer.presentation)],
    ),
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
