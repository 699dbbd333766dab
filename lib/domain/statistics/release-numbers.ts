/**
 * How people did on the pairs of a release, for its baseline card, as one pure function of plain data: its
 * draws run on a thread of their own (lib/infra/statistics).
 */
import type { CardNumbers } from './baseline-card';
import { cellsFromAnswers } from './cells';
import { crossedBootstrap } from './crossed-bootstrap';
import type { RaterAnswer } from './majority-vote';
import type { PairKey } from './pair-accuracy';
import { majorityOf } from './study-parts';
import { agreementOf, countRaters } from './study-variants';

export interface NumbersInput {
  /** Of the release; every draw follows from it. */
  seed: string;
  pairs: readonly PairKey[];
  /** To these pairs, in a fixed order, so that draws can be repeated. */
  answers: readonly RaterAnswer[];
  /** Pseudonyms of those whom rules fixed in advance leave out. */
  excluded: readonly string[];
}

export function releaseNumbers({
  seed: releaseSeed,
  pairs,
  answers,
  excluded,
}: NumbersInput): CardNumbers {
  const seed = `${releaseSeed}/bootstrap`;
  const cells = cellsFromAnswers(pairs, answers);
  const out = new Set(excluded);
  const ruled = answers.filter(({ raterId }) => !out.has(raterId));
  const ruledCells = cellsFromAnswers(pairs, ruled);
  return {
    seed,
    raters: countRaters(answers),
    pairs: pairs.length,
    answers: answers.length,
    cantTell: answers.filter(({ choice }) => choice === null).length,
    mean: crossedBootstrap({ cells, seed }),
    majority: majorityOf({ pairs, answers }, cells),
    ...agreementOf(answers, seed),
    withoutExcluded:
      ruled.length === 0 || ruled.length === answers.length
        ? null
        : {
            raters: countRaters(ruled),
            mean: crossedBootstrap({ cells: ruledCells, seed: `${seed}/ruled` }),
            majority: majorityOf({ pairs, answers: ruled }, ruledCells),
            ...agreementOf(ruled, `${seed}/ruled`),
          },
  };
}
