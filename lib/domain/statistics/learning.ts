/**
 * Whether raters get better or tire: the slope of right over the position of the trial, within raters
 * (each rater's own mean taken out, so that good raters who did more trials do not pass for learning).
 * Interval from raters resampled whole, since the answers of one are not independent (Cameron, Gelbach
 * and Miller, Review of Economics and Statistics 90, 2008, on resampling clusters).
 */
import { createRng } from '../rng';
import { FEW_RATERS } from './crossed-bootstrap';
import { undefinedFor, type Outcome } from './outcome';
import { MINIMUM_DRAWS, percentiles } from './resampling';

/**
 * The slope is told per 100 trials, so from raters with fewer than half of that it would be stretched to more than
 * twice what anybody did: nobody's share falls by 60 points because 10 trials did not go alike.
 */
export const LEAST_TRIALS = 50;

export interface TrialScore {
  raterId: string;
  /** Position in this rater's order, from 0. */
  position: number;
  right: boolean;
}

export interface Learning {
  /** Change of the share right per trial, in 1/trial: 0.001 is 10 points in 100 trials. */
  slope: number;
  lower: number;
  upper: number;
  confidence: number;
  raters: number;
  trials: number;
  draws: number;
  seed: string;
  note: 'few-raters' | null;
}

export function learningSlope(
  trials: readonly TrialScore[],
  options: { seed: string; draws?: number; confidence?: number },
): Outcome<
  Learning,
  'no-two-trials-of-a-rater' | 'one-rater' | 'nothing-varies' | 'too-few-trials'
> {
  const { seed, draws = MINIMUM_DRAWS, confidence = 0.95 } = options;
  const byRater = new Map<string, TrialScore[]>();
  for (const trial of trials) {
    const list = byRater.get(trial.raterId);
    if (list) list.push(trial);
    else byRater.set(trial.raterId, [trial]);
  }
  const included = [...byRater.values()].filter((list) => moments(list).xx > 0);
  const raters = included.map(moments);
  if (raters.length === 0) return undefinedFor('no-two-trials-of-a-rater');
  if (raters.length === 1) return undefinedFor('one-rater');
  // Between raters is not within them: the slope is about what changes in a person.
  const varies = (list: readonly TrialScore[]) => new Set(list.map(({ right }) => right)).size > 1;
  if (!included.some(varies)) return undefinedFor('nothing-varies');
  const long = included.filter((list) => list.length >= LEAST_TRIALS);
  if (long.length < 2) return undefinedFor('too-few-trials');

  const rng = createRng(seed);
  const values = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw += 1) {
    let xy = 0;
    let xx = 0;
    for (let i = 0; i < raters.length; i += 1) {
      const rater = raters[rng.nextInt(raters.length)]!;
      xy += rater.xy;
      xx += rater.xx;
    }
    values[draw] = xy / xx;
  }
  const { lower, upper } = percentiles(values, confidence);
  return {
    defined: true,
    slope:
      raters.reduce((sum, { xy }) => sum + xy, 0) / raters.reduce((sum, { xx }) => sum + xx, 0),
    lower,
    upper,
    confidence,
    raters: raters.length,
    trials: included.reduce((sum, list) => sum + list.length, 0),
    draws,
    seed,
    note: raters.length < FEW_RATERS ? 'few-raters' : null,
  };
}

/** Sums of squares and products about this rater's own means. */
function moments(trials: readonly TrialScore[]): { xy: number; xx: number } {
  const meanX = trials.reduce((sum, { position }) => sum + position, 0) / trials.length;
  let xy = 0;
  let xx = 0;
  for (const { position, right } of trials) {
    xy += (position - meanX) * Number(right);
    xx += (position - meanX) ** 2;
  }
  return { xy, xx };
}
