/**
 * Intervals of the three agreements: items are resampled with replacement, raters are fixed. So they
 * speak of these raters on items like these. Percentile bootstrap, seeded.
 */
import { createRng } from '../rng';
import {
  agreementOfUnits,
  countUnits,
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
  options: { seed: string; categories?: number; draws?: number; confidence?: number },
): AgreementIntervals {
  const { seed, draws = MINIMUM_DRAWS, confidence = 0.95 } = options;
  const units = countUnits(ratings);
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
        units.map(() => units[rng.nextInt(units.length)]!),
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
