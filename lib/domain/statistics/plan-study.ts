/**
 * How wide the interval of mean individual pair accuracy (crossed-bootstrap.ts) will be, before anybody
 * has answered. In the simulator's model (simulate.ts) a cell has variance components of rater, pair and
 * rest; they are integrals over normal effects, so nothing is drawn and the answer is immediate.
 */
import { criticalValue } from './normal';
import { undefinedFor, type Outcome } from './outcome';
import { modelWithAccuracy, type TruthModel } from './simulate';
import { tCritical } from './student-t';

export interface PlanInput {
  pairs: number;
  /** Expected share of pairs that a person has right, in (0, 1). */
  pairAccuracy: number;
  /** Standard deviations on the logit scale; by default those of a study without surprises. */
  spread?: Omit<TruthModel, 'intercept'>;
  confidence?: number;
}

export const USUAL_SPREAD = { raterSd: 0.6, pairSd: 1, itemSd: 0.5 } as const;

export interface Plan {
  /**
   * Full width (upper minus lower) of the t interval on the logit scale at the expected accuracy and the
   * model's own variance, in [0, 1]. 1 with one rater, whose interval says nothing about people.
   */
  widthFor(raters: number): number;
  /** Twice the critical value times the standard deviation of the mean over studies like this. */
  spreadFor(raters: number): number;
  /** What remains with raters without end: only more pairs narrow it further. */
  leastWidth: number;
  /** The fewest raters whose width is at most this. */
  ratersFor(width: number): Outcome<{ raters: number }, 'needs-more-pairs'>;
}

/** More raters than any study will have. */
const MOST_RATERS = 1_000_000;

export function planStudy({ pairs, pairAccuracy, spread, confidence = 0.95 }: PlanInput): Plan {
  if (!Number.isInteger(pairs) || pairs < 1) throw new RangeError('A study has at least one pair.');
  const model = modelWithAccuracy('pair', pairAccuracy, spread ?? USUAL_SPREAD);
  const { rater, pair, rest } = varianceComponents(model);
  const z = criticalValue(confidence);
  const variance = (n: number) => rater / n + pair / pairs + rest / (n * pairs);
  const checked = (n: number) => {
    if (!(n >= 1)) throw new RangeError('A study has at least one rater.');
    return n;
  };
  /** The expected mean squares over RP give Satterthwaite's degrees of freedom, as crossedVariance. */
  const freeFor = (n: number) => {
    const r = rater / n + rest / (n * pairs);
    const p = pair / pairs + rest / (n * pairs);
    const e = rest / (n * pairs);
    const spent = r ** 2 / (n - 1) + p ** 2 / (pairs - 1) + e ** 2 / ((n - 1) * (pairs - 1));
    return Math.max(variance(n) ** 2 / spent, Math.min(n, pairs) - 1);
  };
  const logitWidth = (spread: number, free: number) => {
    const centre = Math.log(pairAccuracy / (1 - pairAccuracy));
    const half =
      (tCritical(confidence, free) * Math.sqrt(spread)) / (pairAccuracy * (1 - pairAccuracy));
    const share = (logit: number) => 1 / (1 + Math.exp(-logit));
    return share(centre + half) - share(centre - half);
  };
  const widthFor = (raters: number): number =>
    checked(raters) < 2 || pairs < 2 ? 1 : logitWidth(variance(raters), freeFor(raters));
  return {
    widthFor,
    spreadFor: (raters) => Math.min(1, 2 * z * Math.sqrt(variance(checked(raters)))),
    leastWidth: pairs < 2 ? 1 : logitWidth(pair / pairs, pairs - 1),
    ratersFor(wanted) {
      if (widthFor(MOST_RATERS) > wanted) return undefinedFor('needs-more-pairs');
      let low = 1;
      let high = MOST_RATERS;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if (widthFor(middle) <= wanted) high = middle;
        else low = middle + 1;
      }
      return { defined: true, raters: low };
    },
  };
}

export interface Cost {
  /** All raters together. */
  hours: number;
  /** In the currency of the pay. */
  total: number;
}

/** Two items per pair and rater; `seconds` per item, with all that goes with it. */
export function studyCost(input: {
  pairs: number;
  raters: number;
  secondsPerItem: number;
  payPerHour: number;
}): Cost {
  const hours = (2 * input.pairs * input.raters * input.secondsPerItem) / 3600;
  return { hours, total: hours * input.payPerHour };
}

/** Of "both items right", by the trapezoid rule over -8 to 8; they add up to its variance. */
function varianceComponents(model: TruthModel): { rater: number; pair: number; rest: number } {
  const both = bothRight(model);
  const shared = (own: number, other: number) =>
    normalMean((u) => normalMean((v) => both(own * u + other * v)) ** 2);
  const mean = normalMean((u) => normalMean((v) => both(model.raterSd * u + model.pairSd * v)));
  const rater = Math.max(0, shared(model.raterSd, model.pairSd) - mean ** 2);
  const pair = Math.max(0, shared(model.pairSd, model.raterSd) - mean ** 2);
  return { rater, pair, rest: mean * (1 - mean) - rater - pair };
}

/** Probability of both right given rater plus pair effect. */
function bothRight({ intercept, itemSd }: TruthModel): (effect: number) => number {
  return (effect) => normalMean((w) => 1 / (1 + Math.exp(-(intercept + effect + itemSd * w)))) ** 2;
}

const STEP = 1 / 4;
const GRID = Array.from({ length: 65 }, (_point, i) => (i - 32) * STEP);
const WEIGHTS = GRID.map((z) => (STEP * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
function normalMean(of: (z: number) => number): number {
  let sum = 0;
  for (let i = 0; i < GRID.length; i += 1) sum += WEIGHTS[i]! * of(GRID[i]!);
  return sum;
}
