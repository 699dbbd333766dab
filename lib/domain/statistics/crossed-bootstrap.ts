/**
 * Accuracy of people with the crossed ("pigeonhole") bootstrap over raters x pairs: Owen, Annals of
 * Applied Statistics 1 (2007), doi 10.1214/07-AOAS122. Raters and pairs are resampled independently
 * and a cell weighs the product of both counts. Pairs are resampled whole, never items.
 *
 * By default the interval is Student's t around the estimate on the logit scale, its standard error that
 * of the draws without what they count too often (crossed-draws.ts). The plain percentiles remain.
 * docs/statistics.md has how often each held the truth in simulated studies.
 */
import type { Cell, CellTable } from './cells';
import { tabulate } from './cells';
import { crossedDraws, crossedVariance } from './crossed-draws';
import { MEASURES, MINIMUM_DRAWS, percentiles, type Measure } from './resampling';
import { tCritical } from './student-t';
import { wilsonInterval, type Interval } from './wilson';

/** Below this many raters the interval says little about people in general, and screens say so. */
export const FEW_RATERS = 5;

export type Estimand = 'mean-individual-item-accuracy' | 'mean-individual-pair-accuracy';
export const ESTIMANDS: Readonly<Record<Measure, Estimand>> = {
  item: 'mean-individual-item-accuracy',
  pair: 'mean-individual-pair-accuracy',
};

/** Why Wilson's interval stands in for the bootstrap, which would collapse or has nothing to resample. */
export type WilsonReason =
  'all-right' | 'all-wrong' | 'one-rater' | 'one-pair' | 'one-answer-per-unit' | 'nothing-varies';

export interface CrossedInterval extends Interval {
  available: true;
  estimand: Estimand;
  method:
    /** Crossed draws, their variance corrected; t on the logit scale. */
    | { name: 'crossed-logit-t'; draws: number; seed: string; degreesOfFreedom: number }
    /** Percentiles of the crossed draws. */
    | { name: 'crossed-bootstrap'; draws: number; seed: string }
    /** `n` counts the units taken as independent. */
    | { name: 'wilson'; unit: 'pairs' | 'raters'; n: number; reason: WilsonReason };
  nRaters: number;
  nPairs: number;
  note: 'few-raters' | null;
}
export interface NoInterval {
  available: false;
  estimand: Estimand;
  reason: 'no-answers';
}
export type CrossedResult = CrossedInterval | NoInterval;

export interface CrossedInput {
  cells: readonly Cell[];
  /** Stored with the result: the same seed and cells give the same interval. */
  seed: string;
  /** At least 2,000. */
  draws?: number;
  confidence?: number;
  /** By default 'logit-t'. */
  interval?: 'logit-t' | 'percentile';
}

/**
 * Mean individual item and pair accuracy. Every answered item (pair) counts once, so with all raters
 * on all pairs it is the mean of the raters' own accuracies. A pair counts for pair accuracy only
 * where the rater answered both items.
 */
export function crossedBootstrap(input: CrossedInput): Record<Measure, CrossedResult> {
  return { item: estimate(input, 'item'), pair: estimate(input, 'pair') };
}

/** Cells that carry an answer for the measure. */
export const answeredCells = (cells: readonly Cell[], measure: Measure): Cell[] =>
  cells.filter((cell) =>
    measure === 'pair'
      ? cell.rightA !== null && cell.rightB !== null
      : cell.rightA !== null || cell.rightB !== null,
  );

const estimate = (input: CrossedInput, measure: Measure): CrossedResult =>
  bothIntervals(input, measure)[input.interval ?? 'logit-t'];

/** Both kinds of interval from the same draws. */
export function bothIntervals(
  input: Omit<CrossedInput, 'interval'>,
  measure: Measure,
): Record<'logit-t' | 'percentile', CrossedResult> {
  const { seed, draws = MINIMUM_DRAWS, confidence = 0.95 } = input;
  const estimand = ESTIMANDS[measure];
  const table = tabulate(answeredCells(input.cells, measure));
  const nRaters = table.nRaters;
  const nPairs = table.pairIds.length;
  if (nPairs === 0) return alike({ available: false, estimand, reason: 'no-answers' });

  const accuracy = overallAccuracy(table, measure);
  const base = {
    available: true as const,
    estimand,
    nRaters,
    nPairs,
    note: nRaters < FEW_RATERS ? ('few-raters' as const) : null,
  };
  const reason = wilsonReason(table, accuracy);
  if (reason !== null) return alike({ ...base, ...wilson(table, accuracy, reason, confidence) });
  const drawn = crossedDraws(table, measure, { draws, seed });
  const { lower, upper, used } = percentiles(drawn.both, confidence);
  const { variance, degreesOfFreedom } = crossedVariance(drawn, accuracy, nRaters, nPairs);
  if (variance === 0) {
    return alike({ ...base, ...wilson(table, accuracy, 'nothing-varies', confidence) });
  }
  return {
    'logit-t': {
      ...base,
      ...logitInterval(accuracy, variance, tCritical(confidence, degreesOfFreedom)),
      confidence,
      method: { name: 'crossed-logit-t', draws: used, seed, degreesOfFreedom },
    },
    percentile: {
      ...base,
      estimate: accuracy,
      lower,
      upper,
      confidence,
      method: { name: 'crossed-bootstrap', draws: used, seed },
    },
  };
}

const alike = (result: CrossedResult) => ({ 'logit-t': result, percentile: result });

/**
 * Symmetric on the logit scale, so that it leans away from the near end and stays within [0, 1]: usual
 * for shares near an end under clustering (Korn and Graubard, Analysis of Health Surveys, 1999).
 */
function logitInterval(share: number, variance: number, critical: number) {
  const centre = Math.log(share / (1 - share));
  const half = (critical * Math.sqrt(variance)) / (share * (1 - share));
  const back = (logit: number) => 1 / (1 + Math.exp(-logit));
  return { estimate: share, lower: back(centre - half), upper: back(centre + half) };
}

function wilson(table: CellTable, accuracy: number, reason: WilsonReason, confidence: number) {
  // The unit is the pair: its mean varies at most as much as one answer, so items of a pair and
  // answers of several raters to it are not mistaken for independent ones.
  const unit =
    table.pairIds.length === 1 && table.nRaters > 1 ? ('raters' as const) : ('pairs' as const);
  const n = unit === 'raters' ? table.nRaters : table.pairIds.length;
  const interval = wilsonInterval(Math.min(n, accuracy * n), n, confidence) as Interval;
  return { ...interval, method: { name: 'wilson' as const, unit, n, reason } };
}

export function overallAccuracy(table: CellTable, measure: Measure): number {
  const sum = (column: Float64Array) => column.reduce((total, value) => total + value, 0);
  return sum(table[MEASURES[measure].right]) / sum(table[MEASURES[measure].all]);
}

function wilsonReason(table: CellTable, accuracy: number): WilsonReason | null {
  if (accuracy === 1) return 'all-right';
  if (accuracy === 0) return 'all-wrong';
  if (table.nRaters === 1) return 'one-rater';
  if (table.pairIds.length === 1) return 'one-pair';
  const cells = table.pair.length;
  // Every rater has one pair and every pair one rater: nothing is clustered.
  return cells === table.nRaters && cells === table.pairIds.length ? 'one-answer-per-unit' : null;
}
