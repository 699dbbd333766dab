/**
 * Everything that a study's answers say, as one pure function of plain data: it runs on a thread of its
 * own (lib/infra/statistics). Shares are in [0, 1]; times in milliseconds.
 */
import { PATTERN_IDS, type PatternId } from '../patterns';
import { agreement, type Agreement } from './agreement';
import { agreementIntervals, type AgreementIntervals } from './agreement-interval';
import { calibration, STATED, type Calibration } from './calibration';
import { cellsFromAnswers, type Cell } from './cells';
import { crossedBootstrap, type CrossedResult } from './crossed-bootstrap';
import { dawidSkene, type DawidSkene } from './dawid-skene';
import { FLAG_ANSWERS, itemFlags, type ItemFlag } from './item-flags';
import { itemStatistics, type ItemStatistics } from './items';
import { learningSlope } from './learning';
import type { RaterAnswer } from './majority-vote';
import { undefinedFor, type Outcome } from './outcome';
import { rightChoice, type PairKey } from './pair-accuracy';
import { distribution, type Distribution } from './quantile';
import { raterAccuracies, raterSpread } from './raters';
import {
  learningCurve,
  majorityOf,
  ratingsByItem,
  type CurvePoint,
  type Majority,
} from './study-parts';
import type { Interval } from './wilson';

export interface ReportPair extends PairKey {
  pattern: PatternId;
  /** Taken out since: rejected, or sent back with its question. */
  dropped: boolean;
}

export interface ReportAnswer extends RaterAnswer {
  /** 1-based place among the rater's trials. */
  position: number;
  /** 1 to 3. */
  confidence: number;
  activeMs: number;
  wallMs: number;
}

export interface ReportInput {
  /** Of the study; every draw follows from it. */
  seed: string;
  /** Items that are answered at once, on one screen; 1 unless said. Positions count items. */
  itemsPerTrial?: 1 | 2;
  /** Pairs that one rater meets; all unless said. */
  pairsPerRater?: number;
  pairs: readonly ReportPair[];
  /** In a fixed order, so that draws can be repeated. */
  answers: readonly ReportAnswer[];
  /** Pseudonyms of those who answered everything. */
  finished: readonly string[];
  /** Pseudonyms of those whom rules fixed in advance leave out. */
  excluded?: readonly string[];
}

export interface RaterScore {
  /** The rater's pseudonym. */
  label: string;
  items: number;
  itemsRight: number;
  pairs: number;
  pairsRight: number;
  /** Wilson over this rater's pairs. */
  pairInterval: Interval | null;
  /** Mean pair accuracy without this rater, and what that changes; null with fewer than two. */
  without: { estimate: number; change: number } | null;
  /** From the answers alone, without the key; null where it is undefined. */
  reliability: number | null;
}

export interface PatternScore {
  pattern: PatternId;
  /** Pairs of the pattern in the study. */
  pairs: number;
  item: CrossedResult;
  pair: CrossedResult;
  majority: Majority;
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

type Reliability = Pick<DawidSkene, 'model' | 'converged'>;

export interface StudyReport {
  seed: string;
  studyPairs: number;
  raters: number;
  /** Of those, who answered everything. */
  finished: number;
  responses: number;
  meanIndividual: Record<'item' | 'pair', CrossedResult>;
  majority: Majority;
  /** 'all' first; others only where they differ from it and have an answer. */
  variants: Variant[];
  perRater: RaterScore[];
  reliability: Outcome<Reliability, 'no-answers' | 'one-rater' | 'one-answer-only'>;
  /** In the paper's order; patterns without a pair in the study are left out. */
  perPattern: PatternScore[];
  /** Over canonical answers: option 1, option 2, can't tell. */
  agreement: Agreement;
  agreementIntervals: AgreementIntervals;
  /** Scored wrong above; null when there is no answer. */
  cantTellShare: number | null;
  medianActiveMs: number | null;
  learning: { slope: ReturnType<typeof learningSlope>; curve: CurvePoint[] };
  times: Record<'active' | 'wall', Outcome<Distribution, 'no-values'>>;
  calibration: Outcome<Calibration, 'no-answers'>;
  /** From raters whom the study's rules leave in: who failed its checks is no evidence against an item. */
  flags: ItemFlag[];
  /** Of pairs with a flag, in the order of the key. */
  flaggedItems: ItemStatistics[];
  /** Of how many items a flag could say something: by their answers, and by their correlation with the rest. */
  flaggable: { items: number; judged: number; correlated: number };
}

export function studyReport({
  seed: studySeed,
  itemsPerTrial = 1,
  pairs,
  pairsPerRater = pairs.length,
  answers,
  finished,
  excluded,
}: ReportInput): StudyReport {
  const seed = `${studySeed}/bootstrap`;
  const cells = cellsFromAnswers(pairs, answers);
  const all: Variant = {
    id: 'all',
    raters: new Set(answers.map(({ raterId }) => raterId)).size,
    pairs: pairs.length,
    mean: crossedBootstrap({ cells, seed }),
    majority: majorityOf({ pairs, answers }, cells),
  };
  const keyOf = new Map(pairs.map((pair) => [pair.pairId, pair.keyForA]));
  const scored = answers.map((answer) => ({
    ...answer,
    right: answer.choice === rightChoice(keyOf.get(answer.pairId)!, answer.side),
  }));
  // Learning goes over trials, and two items of one screen are answered in the same one.
  const trials = scored.map((score) => ({
    ...score,
    position: Math.ceil(score.position / itemsPerTrial),
  }));
  const ratings = ratingsByItem(answers);
  const left = new Set(excluded);
  const ruled = answers.filter(({ raterId }) => !left.has(raterId));
  const flags = itemFlags(pairs, ruled);
  const items = itemStatistics(pairs, ruled);
  const flagged = new Set(flags.map(({ pairId }) => pairId));
  const active = distribution(answers.map(({ activeMs }) => activeMs));
  const cantTell = answers.filter(({ choice }) => choice === null).length;
  return {
    seed,
    studyPairs: pairs.length,
    raters: all.raters,
    finished: finished.length,
    responses: answers.length,
    meanIndividual: all.mean,
    majority: all.majority,
    variants: [all, ...variants({ pairs, answers, finished, excluded }, seed, all)],
    ...ratersOf(cells, answers),
    perPattern: byPattern({ pairs, answers }, cells, seed),
    agreement: agreement(ratings, 3),
    agreementIntervals: agreementIntervals(ratings, { seed: `${seed}/agreement`, categories: 3 }),
    cantTellShare: answers.length === 0 ? null : cantTell / answers.length,
    medianActiveMs: active.defined ? active.median : null,
    learning: {
      slope: learningSlope(trials, { seed: `${seed}/learning` }),
      curve: learningCurve(trials, (2 * pairsPerRater) / itemsPerTrial),
    },
    times: { active, wall: distribution(answers.map(({ wallMs }) => wallMs)) },
    calibration: calibration(
      scored.map(({ confidence, right }) => ({ stated: STATED[confidence] ?? 0.5, right })),
    ),
    flags,
    flaggedItems: items.filter(({ pairId }) => flagged.has(pairId)),
    flaggable: {
      items: items.length,
      judged: items.filter((item) => item.answers >= FLAG_ANSWERS).length,
      correlated: items.filter(({ itemRest }) => itemRest.defined).length,
    },
  };
}

function variants(
  { pairs, answers, finished, excluded = [] }: Omit<ReportInput, 'seed'>,
  seed: string,
  all: Variant,
): Variant[] {
  const of = (id: Variant['id'], keys: readonly ReportPair[], part: readonly ReportAnswer[]) => {
    const cells = cellsFromAnswers(keys, part);
    return {
      id,
      raters: new Set(part.map(({ raterId }) => raterId)).size,
      pairs: keys.length,
      mean: crossedBootstrap({ cells, seed: `${seed}/${id}` }),
      majority: majorityOf({ pairs: keys, answers: part }, cells),
    };
  };
  const done = new Set(finished);
  const kept = pairs.filter((pair) => !pair.dropped);
  const keptIds = new Set(kept.map(({ pairId }) => pairId));
  const found: Variant[] = [];
  if (done.size > 0 && done.size < all.raters) {
    found.push(
      of(
        'finished',
        pairs,
        answers.filter(({ raterId }) => done.has(raterId)),
      ),
    );
  }
  const ruled = answers.filter(({ raterId }) => !excluded.includes(raterId));
  if (ruled.length > 0 && ruled.length < answers.length) found.push(of('ruled', pairs, ruled));
  if (kept.length < pairs.length) {
    found.push(
      of(
        'kept',
        kept,
        answers.filter(({ pairId }) => keptIds.has(pairId)),
      ),
    );
  }
  return found;
}

function byPattern(
  { pairs, answers }: Pick<ReportInput, 'pairs' | 'answers'>,
  cells: readonly Cell[],
  seed: string,
): PatternScore[] {
  return PATTERN_IDS.flatMap((pattern) => {
    const keys = pairs.filter((pair) => pair.pattern === pattern);
    if (keys.length === 0) return [];
    const ids = new Set(keys.map(({ pairId }) => pairId));
    const own = cells.filter(({ pairId }) => ids.has(pairId));
    return {
      pattern,
      pairs: keys.length,
      ...crossedBootstrap({ cells: own, seed: `${seed}/${pattern}` }),
      majority: majorityOf(
        { pairs: keys, answers: answers.filter(({ pairId }) => ids.has(pairId)) },
        own,
      ),
    };
  });
}

function ratersOf(
  cells: readonly Cell[],
  answers: readonly ReportAnswer[],
): Pick<StudyReport, 'perRater' | 'reliability'> {
  const items = new Map(raterAccuracies(cells, 'item').map((rater) => [rater.raterId, rater]));
  const spread = raterSpread(cells, 'pair');
  const without = new Map(
    spread.defined ? spread.leaveOneOut.map((one) => [one.raterId, one] as const) : [],
  );
  const fitted = dawidSkene(
    answers.map(({ raterId, pairId, side, choice }) => ({
      raterId,
      itemId: pairId + side,
      label: choice === null ? 2 : choice - 1,
    })),
    { classes: 3 },
  );
  const reliable = new Map(
    fitted.defined ? fitted.raters.map((rater) => [rater.raterId, rater.reliability]) : [],
  );
  return {
    perRater: raterAccuracies(cells, 'pair').map(({ raterId, right, n, interval }) => {
      const one = without.get(raterId);
      return {
        label: raterId,
        items: items.get(raterId)?.n ?? 0,
        itemsRight: items.get(raterId)?.right ?? 0,
        pairs: n,
        pairsRight: right,
        pairInterval: interval,
        without: one ? { estimate: one.estimate, change: one.change } : null,
        reliability: reliable.get(raterId) ?? null,
      };
    }),
    reliability: fitted.defined
      ? { defined: true, model: fitted.model, converged: fitted.converged }
      : undefinedFor(fitted.reason),
  };
}
