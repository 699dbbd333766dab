/**
 * Intervals of the three agreements: clusters of units (the two items of a pair, which share question and look
 * alike) are resampled whole with replacement, raters are fixed. So they speak of these raters on pairs like
 * these. Percentile bootstrap, seeded.
 */
import { createRng } from '../rng';
import {
  agreementOfUnits,
  countUnits,
  type Unit,
  type Agreement,
  type Coefficient,
  type Ratings,
} from './agreement';
import { undefinedFor, type Outcome } from './outcome';
import { MINIMUM_DRAWS, percentiles } from './resampling';

type Bounds = Outcome<
  { lower: number; upper: number; confidence: number; used: number; draws: number; seed: string },
  'coefficient-undefined' | 'never-varies' | 'too-few-draws-defined'
>;

export interface AgreementIntervals {
  percent: Bounds;
  krippendorffAlpha: Bounds;
  gwetAc1: Bounds;
}

const NAMES = ['percent', 'krippendorffAlpha', 'gwetAc1'] as const;

/**
 * `categories` as in `agreement`; by default the answers that occur, and all draws share that number.
 * A draw of which a coefficient is undefined is left out of it; `used` says how many remain. Full
 * agreement never varies between draws: it has no bootstrap interval, and this says so.
 */
export function agreementIntervals(
  ratings: Ratings,
  options: {
    seed: string;
    categories?: number;
    draws?: number;
    confidence?: number;
    /** Of each unit, in their order; each unit for itself unless said. */
    clusters?: readonly string[];
  },
): AgreementIntervals {
  const { seed, draws = MINIMUM_DRAWS, confidence = 0.95, clusters } = options;
  const units = countUnits(ratings);
  const drawable = clustered(ratings, clusters);
  const categories = Math.max(
    options.categories ?? 0,
    new Set(units.flatMap(({ counts }) => [...counts.keys()])).size,
  );
  const whole = agreementOfUnits(units, categories);
  const values = NAMES.map(() => new Float64Array(draws).fill(NaN));
  const rng = createRng(seed);
  if (whole.percent.defined) {
    for (let draw = 0; draw < draws; draw += 1) {
      const drawn = agreementOfUnits(
        drawable.flatMap(() => drawable[rng.nextInt(drawable.length)]!),
        categories,
      );
      for (const [index, name] of NAMES.entries()) {
        const coefficient = drawn[name];
        if (coefficient.defined) values[index]![draw] = coefficient.value;
      }
    }
  }
  const bounds = (coefficient: Coefficient | Agreement['percent'], drawn: Float64Array): Bounds => {
    if (!coefficient.defined) return undefinedFor('coefficient-undefined');
    const { lower, upper, used } = percentiles(drawn, confidence);
    if (used < draws / 2) return undefinedFor('too-few-draws-defined');
    if (lower === upper) return undefinedFor('never-varies');
    return { defined: true, lower, upper, confidence, used, draws, seed };
  };
  return {
    percent: bounds(whole.percent, values[0]!),
    krippendorffAlpha: bounds(whole.krippendorffAlpha, values[1]!),
    gwetAc1: bounds(whole.gwetAc1, values[2]!),
  };
}

/** Clusters in order of first appearance; one whose units have no rating is left out. */
function clustered(ratings: Ratings, clusters: readonly string[] | undefined): Unit[][] {
  if (!clusters) return countUnits(ratings).map((unit) => [unit]);
  const byCluster = new Map<string, Unit[]>();
  for (const [at, cluster] of clusters.entries()) {
    const own = [...(byCluster.get(cluster) ?? []), ...countUnits(ratings.slice(at, at + 1))];
    if (own.length > 0) byCluster.set(cluster, own);
  }
  return [...byCluster.values()];
}
