/**
 * Everything that a study's answers say, as one pure function of plain data: it runs on a thread of its
 * own (lib/infra/statistics). Shares are in [0, 1]; times in milliseconds.
 */
import { calibration, STATED, type Calibration } from './calibration';
import { cellsFromAnswers, type Cell } from './cells';
import type { CrossedResult } from './crossed-bootstrap';
import { dawidSkene, type DawidSkene } from './dawid-skene';
import { FLAG_ANSWERS, itemFlags, type ItemFlag } from './item-flags';
import { itemStatistics, type ItemStatistics } from './items';
import { learningSlope } from './learning';
import type { RaterAnswer } from './majority-vote';
import { undefinedFor, type Outcome } from './outcome';
import { rightChoice } from './pair-accuracy';
import { distribution, type Distribution } from './quantile';
import { raterAccuracies, raterSpread } from './raters';
import { learningCurve, type CurvePoint, type Majority } from './study-parts';
import {
  partsOf,
  studyVariants,
  type ReportPair,
  type StudyParts,
  type Variant,
} from './study-variants';
import type { Interval } from './wilson';

export type { PatternScore, ReportPair, Variant } from './study-variants';

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

type Reliability = Pick<DawidSkene, 'model' | 'converged'>;

export interface StudyReport extends StudyParts {
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
  /** What stands above once more from whom the rules leave in; null where there is no variant 'ruled'. */
  withoutExcluded: StudyParts | null;
  perRater: RaterScore[];
  reliability: Outcome<Reliability, 'no-answers' | 'one-rater' | 'one-answer-only'>;
  /** Scored wrong above; the share is null when there is no answer. */
  cantTell: number;
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
  const variants = studyVariants({ pairs, answers, finished, excluded }, seed);
  const [all] = variants;
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
    variants,
    ...ratersOf(cells, answers),
    ...partsOf({ pairs, answers }, seed),
    withoutExcluded: variants.some(({ id }) => id === 'ruled')
      ? partsOf({ pairs, answers: ruled }, `${seed}/ruled`)
      : null,
    cantTell,
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
