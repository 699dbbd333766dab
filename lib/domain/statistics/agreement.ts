/**
 * Agreement between raters on a nominal answer, with missing ratings. The three are shown together:
 * when nearly everybody gives the same answer, alpha can be 0 or below although 49 of 50 agree.
 */

/** One array per unit (item) with one entry per rating; null and undefined are missing. */
export type Ratings = readonly (readonly (string | number | null | undefined)[])[];

export type Coefficient =
  | { defined: true; value: number; observed: number; expected: number }
  | { defined: false; reason: 'no-unit-with-two-ratings' | 'one-answer-only' };

export interface Agreement {
  /** Share of pairs of ratings of one unit that are equal, averaged over units, in [0, 1]. */
  percent:
    { defined: true; value: number } | { defined: false; reason: 'no-unit-with-two-ratings' };
  /** Krippendorff, Content Analysis (2004), nominal metric: 1 - observed / expected disagreement. */
  krippendorffAlpha: Coefficient;
  /** Gwet, Br. J. Math. Stat. Psychol. 61 (2008), doi 10.1348/000711006X126600. */
  gwetAc1: Coefficient;
  units: number;
  /** Units with at least two ratings, and the ratings in them. */
  pairableUnits: number;
  pairableRatings: number;
}

type Counts = Map<string | number, number>;

/**
 * `categories` is the number of answers that were open to the raters; by default those that were
 * given. It matters to AC1 only.
 */
export const agreement = (ratings: Ratings, categories?: number): Agreement =>
  agreementOfUnits(countUnits(ratings), categories);

/** Units with a rating, counted: what a resample draws from. */
export const countUnits = (ratings: Ratings): Unit[] =>
  ratings.map(countRatings).filter((unit) => unit.total > 0);

export function agreementOfUnits(units: readonly Unit[], categories?: number): Agreement {
  const pairable = units.filter((unit) => unit.total >= 2);
  const pairableRatings = pairable.reduce((sum, unit) => sum + unit.total, 0);
  const summary = { units: units.length, pairableUnits: pairable.length, pairableRatings };
  if (pairable.length === 0) {
    const none = { defined: false as const, reason: 'no-unit-with-two-ratings' as const };
    return { percent: none, krippendorffAlpha: none, gwetAc1: none, ...summary };
  }
  const percent = pairable.reduce((sum, unit) => sum + equalPairs(unit), 0) / pairable.length;
  return {
    percent: { defined: true, value: percent },
    krippendorffAlpha: alpha(pairable, pairableRatings),
    gwetAc1: ac1(units, percent, categories),
    ...summary,
  };
}

export interface Unit {
  counts: Counts;
  total: number;
}

function countRatings(unit: Ratings[number]): Unit {
  const counts: Counts = new Map();
  let total = 0;
  for (const rating of unit) {
    if (rating === null || rating === undefined) continue;
    counts.set(rating, (counts.get(rating) ?? 0) + 1);
    total += 1;
  }
  return { counts, total };
}

/** Share of the ordered pairs of ratings in a unit that are equal. */
function equalPairs({ counts, total }: Unit): number {
  let equal = 0;
  for (const count of counts.values()) equal += count * (count - 1);
  return equal / (total * (total - 1));
}

function alpha(units: readonly Unit[], n: number): Coefficient {
  const totals: Counts = new Map();
  let disagreeing = 0;
  for (const unit of units) {
    for (const [value, count] of unit.counts) totals.set(value, (totals.get(value) ?? 0) + count);
    disagreeing += unit.total * (1 - equalPairs(unit));
  }
  if (totals.size < 2) return { defined: false, reason: 'one-answer-only' };
  let squares = 0;
  for (const total of totals.values()) squares += total * (total - 1);
  const observed = disagreeing / n;
  const expected = 1 - squares / (n * (n - 1));
  return { defined: true, value: 1 - observed / expected, observed, expected };
}

/** Here `observed` and `expected` are agreements, as Gwet defines them. */
function ac1(
  units: readonly Unit[],
  observed: number,
  categories: number | undefined,
): Coefficient {
  const prevalence: Counts = new Map();
  for (const { counts, total } of units) {
    for (const [value, count] of counts) {
      prevalence.set(value, (prevalence.get(value) ?? 0) + count / total / units.length);
    }
  }
  const q = Math.max(categories ?? 0, prevalence.size);
  if (prevalence.size < 2) return { defined: false, reason: 'one-answer-only' };
  let expected = 0;
  for (const share of prevalence.values()) expected += (share * (1 - share)) / (q - 1);
  return { defined: true, value: (observed - expected) / (1 - expected), observed, expected };
}
