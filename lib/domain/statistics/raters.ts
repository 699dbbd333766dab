/** What single raters do to the mean of individuals. All shares are in [0, 1]. */
import type { Cell } from './cells';
import { undefinedFor, type Outcome } from './outcome';
import { wilsonInterval, type Interval } from './wilson';
import type { Measure } from './resampling';

export interface RaterAccuracy {
  raterId: string;
  right: number;
  /** Answered items, or pairs of which this rater answered both. */
  n: number;
  /** Wilson over this rater's pairs (an item counts by its pair's mean); null without any. */
  interval: Interval | null;
}

export interface RaterSpread {
  /** The largest and the smallest of many are extreme by chance, too: neither is an estimate. */
  best: RaterAccuracy;
  worst: RaterAccuracy;
  /** The mean over all answers without this rater; `change` is that minus the mean with all. */
  leaveOneOut: { raterId: string; estimate: number; change: number }[];
}

/** Sorted as they first appear. */
export function raterAccuracies(cells: readonly Cell[], measure: Measure): RaterAccuracy[] {
  const sums = new Map<string, { right: number; n: number; pairs: number; pairsRight: number }>();
  for (const { raterId, rightA, rightB } of cells) {
    const sum = sums.get(raterId) ?? { right: 0, n: 0, pairs: 0, pairsRight: 0 };
    sums.set(raterId, sum);
    const both = rightA !== null && rightB !== null;
    const n = measure === 'pair' ? Number(both) : Number(rightA !== null) + Number(rightB !== null);
    if (n === 0) continue;
    const right =
      measure === 'pair'
        ? Number(rightA && rightB)
        : Number(rightA === true) + Number(rightB === true);
    sum.n += n;
    sum.right += right;
    sum.pairs += 1;
    sum.pairsRight += right / n;
  }
  return [...sums].map(([raterId, { right, n, pairs, pairsRight }]) => ({
    raterId,
    right,
    n,
    interval: wilsonInterval(Math.min(pairs, pairsRight), pairs),
  }));
}

/** Ties go to the rater who appears first. Undefined with fewer than two raters who answered. */
export function raterSpread(
  cells: readonly Cell[],
  measure: Measure,
): Outcome<RaterSpread, 'fewer-than-two-raters'> {
  const raters = raterAccuracies(cells, measure).filter((rater) => rater.n > 0);
  if (raters.length < 2) return undefinedFor('fewer-than-two-raters');
  const share = (rater: RaterAccuracy) => rater.right / rater.n;
  const right = raters.reduce((sum, rater) => sum + rater.right, 0);
  const n = raters.reduce((sum, rater) => sum + rater.n, 0);
  return {
    defined: true,
    best: raters.reduce((best, rater) => (share(rater) > share(best) ? rater : best)),
    worst: raters.reduce((worst, rater) => (share(rater) < share(worst) ? rater : worst)),
    leaveOneOut: raters.map((rater) => {
      const estimate = (right - rater.right) / (n - rater.n);
      return { raterId: rater.raterId, estimate, change: estimate - right / n };
    }),
  };
}
