import { wilsonInterval } from '@/lib/domain/statistics/wilson';

/**
 * The width to expect of the 95 % interval of pair accuracy at an accuracy of 90 %, in percentage
 * points: Wilson's interval over pairs, as if one rater answered each. More raters narrow it only
 * as far as they differ, so this is the cautious side. Null without pairs.
 */
export function expectedWidthPoints(pairs: number): number | null {
  const interval = wilsonInterval(0.9 * pairs, pairs);
  return interval === null ? null : Math.round(1000 * (interval.upper - interval.lower)) / 10;
}
