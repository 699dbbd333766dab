/** A study's figures on all of its answers and on parts of them, so that no exclusion hides. */
import { PATTERN_IDS, type PatternId } from '../patterns';
import { agreement, type Agreement } from './agreement';
import { agreementIntervals, type AgreementIntervals } from './agreement-interval';
import { cellsFromAnswers } from './cells';
import { crossedBootstrap, type CrossedResult } from './crossed-bootstrap';
import type { RaterAnswer } from './majority-vote';
import type { PairKey } from './pair-accuracy';
import { majorityOf, ratingsByItem, type Majority } from './study-parts';

export interface ReportPair extends PairKey {
  pattern: PatternId;
  /** Taken out since: rejected, or sent back with its question. */
  dropped: boolean;
}

/** The same estimands on a part of the answers. */
export interface Variant {
  /** Raters who answered everything; whom the rules leave in; pairs that were not dropped since. */
  id: 'all' | 'finished' | 'ruled' | 'kept';
  raters: number;
  pairs: number;
  mean: Record<'item' | 'pair', CrossedResult>;
  majority: Majority;
}

interface VariantsInput {
  pairs: readonly ReportPair[];
  answers: readonly RaterAnswer[];
  finished: readonly string[];
  excluded?: readonly string[] | undefined;
}

/** 'all' first; others only where they differ from it and have an answer. */
export function studyVariants(
  { pairs, answers, finished, excluded = [] }: VariantsInput,
  seed: string,
): [Variant, ...Variant[]] {
  const of = (id: Variant['id'], keys: readonly ReportPair[], part: readonly RaterAnswer[]) => {
    const cells = cellsFromAnswers(keys, part);
    return {
      id,
      raters: countRaters(part),
      pairs: keys.length,
      mean: crossedBootstrap({ cells, seed: id === 'all' ? seed : `${seed}/${id}` }),
      majority: majorityOf({ pairs: keys, answers: part }, cells),
    };
  };
  const all = of('all', pairs, answers);
  const found: [Variant, ...Variant[]] = [all];
  const done = new Set(finished);
  if (done.size > 0 && done.size < all.raters) {
    const own = answers.filter(({ raterId }) => done.has(raterId));
    found.push(of('finished', pairs, own));
  }
  const left = new Set(excluded);
  const ruled = answers.filter(({ raterId }) => !left.has(raterId));
  if (ruled.length > 0 && ruled.length < answers.length) found.push(of('ruled', pairs, ruled));
  const kept = pairs.filter((pair) => !pair.dropped);
  if (kept.length < pairs.length) {
    const ids = new Set(kept.map(({ pairId }) => pairId));
    const own = answers.filter(({ pairId }) => ids.has(pairId));
    found.push(of('kept', kept, own));
  }
  return found;
}

export const countRaters = (answers: readonly { raterId: string }[]): number =>
  new Set(answers.map(({ raterId }) => raterId)).size;

export interface PatternScore {
  pattern: PatternId;
  /** Pairs of the pattern in the study. */
  pairs: number;
  item: CrossedResult;
  pair: CrossedResult;
  majority: Majority;
}

/** Beside the means and the majority, what stands with and without whom the rules leave out. */
export interface StudyParts {
  /** In the paper's order; patterns without a pair in the study are left out. */
  perPattern: PatternScore[];
  /** Over canonical answers: option 1, option 2, can't tell. */
  agreement: Agreement;
  agreementIntervals: AgreementIntervals;
}

export const partsOf = (
  data: { pairs: readonly ReportPair[]; answers: readonly RaterAnswer[] },
  seed: string,
): StudyParts => ({ perPattern: byPattern(data, seed), ...agreementOf(data.answers, seed) });

export function agreementOf(
  answers: readonly RaterAnswer[],
  seed: string,
): Pick<StudyParts, 'agreement' | 'agreementIntervals'> {
  const { ratings, pairs } = ratingsByItem(answers);
  const options = { seed: `${seed}/agreement`, categories: 3, clusters: pairs };
  return {
    agreement: agreement(ratings, options.categories),
    agreementIntervals: agreementIntervals(ratings, options),
  };
}

function byPattern(
  { pairs, answers }: { pairs: readonly ReportPair[]; answers: readonly RaterAnswer[] },
  seed: string,
): PatternScore[] {
  return PATTERN_IDS.flatMap((pattern) => {
    const keys = pairs.filter((pair) => pair.pattern === pattern);
    if (keys.length === 0) return [];
    const ids = new Set(keys.map(({ pairId }) => pairId));
    const own = answers.filter(({ pairId }) => ids.has(pairId));
    const cells = cellsFromAnswers(keys, own);
    return {
      pattern,
      pairs: keys.length,
      ...crossedBootstrap({ cells, seed: `${seed}/${pattern}` }),
      majority: majorityOf({ pairs: keys, answers: own }, cells),
    };
  });
}
