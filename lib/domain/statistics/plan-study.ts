/**
 * How wide the interval of mean individual pair accuracy (crossed-bootstrap.ts) will be, before anybody
 * has answered. In the simulator's model (simulate.ts) a cell has variance components of rater, pair and
 * rest; they are integrals over normal effects, so nothing is drawn and the answer is immediate.
 */
import { MOST_RATERS, pairsEach, placesOf } from '../assignment';
import { itemsPerScreen, type Presentation } from '../presentation';
import { mostChecks } from '../study-protocol';
import { criticalValue } from './normal';
import { undefinedFor, type Outcome } from './outcome';
import { modelWithAccuracy, type TruthModel } from './simulate';
import { tCritical } from './student-t';

/**
 * How much raters and pairs may differ: standard deviations on the logit scale, those of which the
 * coverage of the intervals is simulated (docs/statistics.md).
 */
export const SPREADS = ['alike', 'usual', 'much'] as const;
export type Spread = (typeof SPREADS)[number];
export const RATER_SD: Record<Spread, number> = { alike: 0, usual: 0.4, much: 1 };
export const PAIR_SD: Record<Spread, number> = { alike: 0, usual: 1, much: 2 };

export const USUAL_SPREAD = {
  raterSd: RATER_SD.usual,
  pairSd: PAIR_SD.usual,
  itemSd: 0.5,
} as const;

/** More than these (and MOST_RATERS) no plan asks for; one that needs more is told so. */
export const MOST_PAIRS = 5000;

export interface PlanInput {
  pairs: number;
  /** Null, as by default, where everybody rates all pairs; else raters below are those of each pair. */
  pairsPerRater?: number | null;
  /** Expected share of pairs that a person has right, in (0, 1). */
  pairAccuracy: number;
  /** Standard deviations on the logit scale; USUAL_SPREAD by default. */
  spread?: Omit<TruthModel, 'intercept'>;
  confidence?: number;
}

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
  /** The fewest raters, up to MOST_RATERS, whose width on these pairs is at most this. */
  ratersFor(width: number): Outcome<{ raters: number }, 'needs-more-pairs'>;
  /** The fewest pairs, up to MOST_PAIRS, on which the width of these raters is at most this. */
  pairsFor(width: number, raters: number): Outcome<{ pairs: number }, 'needs-more-raters'>;
  /**
   * Both grown by the same factor, the least that gives the width: for where neither alone does.
   * Up to MOST_RATERS and MOST_PAIRS.
   */
  bothFor(
    width: number,
    raters: number,
  ): Outcome<{ raters: number; pairs: number }, 'needs-too-many'>;
}

/** Throws RangeError without pairs or raters, or where the accuracy is not between 0 and 1. */
export function planStudy(input: PlanInput): Plan {
  const { pairs, pairsPerRater = null, pairAccuracy, spread, confidence = 0.95 } = input;
  if (!Number.isInteger(pairs) || pairs < 1) throw new RangeError('A study has at least one pair.');
  const { rater, pair, rest } = varianceComponents(
    modelWithAccuracy('pair', pairAccuracy, spread ?? USUAL_SPREAD),
  );
  const z = criticalValue(confidence);
  const peopleOf = (n: number, p: number) => placesOf({ pairs: p, ratersWanted: n, pairsPerRater });
  /** Of the people, of the pairs and of the cells, each of which is one person's answer to one pair. */
  const parts = (n: number, p: number) => {
    const people = peopleOf(n, p);
    return {
      ofPeople: rater / people,
      ofPairs: pair / p,
      ofCells: rest / (people * pairsEach(p, pairsPerRater)),
    };
  };
  const variance = (n: number, p: number) => {
    const { ofPeople, ofPairs, ofCells } = parts(n, p);
    return ofPeople + ofPairs + ofCells;
  };
  const checked = (n: number) => {
    if (!(n >= 1)) throw new RangeError('A study has at least one rater.');
    return n;
  };
  /** The expected mean squares over RP give Satterthwaite's degrees of freedom, as crossedVariance. */
  const freeFor = (n: number, p: number) => {
    const { ofPeople, ofPairs, ofCells: e } = parts(n, p);
    const [a, c, people] = [ofPeople + e, ofPairs + e, peopleOf(n, p)];
    const spent = a ** 2 / (people - 1) + c ** 2 / (p - 1) + e ** 2 / ((people - 1) * (p - 1));
    return Math.max(variance(n, p) ** 2 / spent, Math.min(people, p) - 1);
  };
  const logitWidth = (spread: number, free: number) => {
    const centre = Math.log(pairAccuracy / (1 - pairAccuracy));
    const half =
      (tCritical(confidence, free) * Math.sqrt(spread)) / (pairAccuracy * (1 - pairAccuracy));
    const share = (logit: number) => 1 / (1 + Math.exp(-logit));
    return share(centre + half) - share(centre - half);
  };
  const widthOf = (n: number, p: number): number =>
    peopleOf(checked(n), p) < 2 || p < 2 ? 1 : logitWidth(variance(n, p), freeFor(n, p));
  return {
    widthFor: (raters) => widthOf(raters, pairs),
    spreadFor: (raters) => Math.min(1, 2 * z * Math.sqrt(variance(checked(raters), pairs))),
    leastWidth: pairs < 2 ? 1 : logitWidth(pair / pairs, pairs - 1),
    ratersFor(wanted) {
      const raters = fewest(MOST_RATERS, (n) => widthOf(n, pairs) <= wanted);
      return raters === null ? undefinedFor('needs-more-pairs') : { defined: true, raters };
    },
    pairsFor(wanted, raters) {
      const found = fewest(MOST_PAIRS, (p) => widthOf(raters, p) <= wanted);
      return found === null ? undefinedFor('needs-more-raters') : { defined: true, pairs: found };
    },
    bothFor(wanted, raters) {
      // In steps of one of the more numerous, so that no smaller growth is passed over.
      const [less, more] = [Math.min(checked(raters), pairs), Math.max(raters, pairs)];
      const ratersOf = (k: number) => (raters === more ? k : Math.ceil((k * less) / more));
      const pairsOf = (k: number) => (raters === more ? Math.ceil((k * less) / more) : k);
      const most = Math.floor(Math.min(MOST_RATERS / raters, MOST_PAIRS / pairs) * more);
      const k = fewest(most, (at) => widthOf(ratersOf(at), pairsOf(at)) <= wanted);
      return k === null
        ? undefinedFor('needs-too-many')
        : { defined: true, raters: ratersOf(k), pairs: pairsOf(k) };
    },
  };
}

/** The least whole number up to `most` that is enough; more than enough is enough, too. */
function fewest(most: number, enough: (n: number) => boolean): number | null {
  let low = 1;
  // Doubling first: a small answer is found without looking at large ones.
  let high = 1;
  while (!enough(high)) {
    if (high >= most) return null;
    low = high + 1;
    high = Math.min(most, 2 * high);
  }
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface Cost {
  /** All raters together. */
  hours: number;
  /** In the currency of the pay. */
  total: number;
}

export interface CostInput {
  pairs: number;
  /** Of each pair. */
  raters: number;
  /** Null where everybody rates all pairs. */
  pairsPerRater?: number | null;
  /** With all that goes with it; an attention check takes as long as an item. */
  secondsPerItem: number;
  payPerHour: number;
  presentation: Presentation;
  practicePairs: number;
  attentionChecks: number;
}

/**
 * Two items for each pair of a rater; before them practice (one item of each practice pair, both where they
 * stand on one screen), among them the attention checks, one shape each, as many as have a place.
 */
export function studyCost(input: CostInput): Cost {
  const { pairs, raters, pairsPerRater = null, secondsPerItem, presentation } = input;
  const people = placesOf({ pairs, ratersWanted: raters, pairsPerRater });
  const own = pairsEach(pairs, pairsPerRater);
  const checks = Math.min(input.attentionChecks, mostChecks(own, presentation));
  const items = 2 * own + itemsPerScreen(presentation) * input.practicePairs + checks;
  const hours = (items * people * secondsPerItem) / 3600;
  return { hours, total: hours * input.payPerHour };
}

/**
 * Of "both items right"; they add up to its variance. All raters meet the same two items, so these count
 * with the pair: the mean over raters given a pair depends on its items, too.
 */
function varianceComponents(model: TruthModel): { rater: number; pair: number; rest: number } {
  const { intercept, raterSd, pairSd, itemSd } = model;
  // Of one item right, by pair effect, rater effect, item effect.
  const right = GRID.map((v) =>
    GRID.map((u) =>
      GRID.map((w) => 1 / (1 + Math.exp(-(intercept + pairSd * v + raterSd * u + itemSd * w)))),
    ),
  );
  const both = right.map((ofPair) => ofPair.map((items) => mean((w) => items[w]!) ** 2));
  const overall = mean((v) => mean((u) => both[v]![u]!));
  const rater = mean((u) => mean((v) => both[v]![u]!) ** 2) - overall ** 2;
  // Two raters have both items right: the items are independent, each is shared by the two.
  const twoRaters = (ofPair: readonly number[][]) =>
    mean((u) => mean((other) => mean((w) => ofPair[u]![w]! * ofPair[other]![w]!) ** 2));
  const pair = mean((v) => twoRaters(right[v]!)) - overall ** 2;
  const components = { rater: Math.max(0, rater), pair: Math.max(0, pair) };
  return { ...components, rest: overall * (1 - overall) - components.rater - components.pair };
}

/** Means over a standard normal, by the trapezoid rule over -8 to 8; exact here to about 1e-9. */
const STEP = 1 / 2;
const GRID = Array.from({ length: 33 }, (_point, i) => (i - 16) * STEP);
const WEIGHTS = GRID.map((z) => (STEP * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI));
function mean(of: (at: number) => number): number {
  let sum = 0;
  for (let i = 0; i < GRID.length; i += 1) sum += WEIGHTS[i]! * of(i);
  return sum;
}
