/**
 * Whether people are right as often as they say. Expected calibration error: the gap between stated
 * and observed share, averaged over answers by bin (Naeini, Cooper and Hauskrecht, AAAI 2015).
 */
import { undefinedFor, type Outcome } from './outcome';
import { wilsonInterval, type Interval } from './wilson';

/** What the three steps of a study are taken to state of two options: a guess, half sure, sure. */
export const STATED: Readonly<Record<number, number>> = { 1: 0.5, 2: 0.75, 3: 1 };

export interface ConfidenceAnswer {
  /** Probability of being right that was stated, in [0, 1]. */
  stated: number;
  right: boolean;
}

export interface CalibrationBin {
  /** Of [from, to); the last bin holds 1, too. */
  from: number;
  to: number;
  n: number;
  right: number;
  meanStated: number;
  /** Wilson over answers, as if they were independent; they are clustered, so it is too narrow. */
  observed: Interval;
}

export interface Calibration {
  /** Empty bins are left out. */
  bins: CalibrationBin[];
  /** In [0, 1]. Biased upwards with few answers per bin, hence the counts. */
  ece: number;
  /** Mean stated minus share right: above 0 is overconfident. */
  overconfidence: number;
  n: number;
}

export function calibration(
  answers: readonly ConfidenceAnswer[],
  bins = 10,
): Outcome<Calibration, 'no-answers'> {
  if (answers.length === 0) return undefinedFor('no-answers');
  const sums = Array.from({ length: bins }, () => ({ n: 0, right: 0, stated: 0 }));
  for (const { stated, right } of answers) {
    if (!(stated >= 0 && stated <= 1)) throw new RangeError(`${stated} is not a probability.`);
    const sum = sums[Math.min(bins - 1, Math.floor(stated * bins))]!;
    sum.n += 1;
    sum.right += Number(right);
    sum.stated += stated;
  }
  const n = answers.length;
  return {
    defined: true,
    bins: sums.flatMap((sum, at) =>
      sum.n === 0
        ? []
        : [
            {
              from: at / bins,
              to: (at + 1) / bins,
              n: sum.n,
              right: sum.right,
              meanStated: sum.stated / sum.n,
              observed: wilsonInterval(sum.right, sum.n) as Interval,
            },
          ],
    ),
    ece: sums.reduce((total, sum) => total + Math.abs(sum.right - sum.stated), 0) / n,
    overconfidence: sums.reduce((total, sum) => total + sum.stated - sum.right, 0) / n,
    n,
  };
}
