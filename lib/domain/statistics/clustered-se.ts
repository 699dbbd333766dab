/**
 * Item accuracy of a model with a standard error clustered by pair: Miller, "Adding Error Bars to
 * Evals", arXiv 2411.00640. The two items of a pair share their question and look alike, so they are
 * not two independent answers.
 */
import { criticalValue } from './normal';
import type { ScoredPair } from './pair-accuracy';
import { wilsonInterval, type Interval } from './wilson';

export interface ClusteredInterval extends Interval {
  /** Clustered by pair; the root of the sum over pairs of the squared sum of residuals, over items. */
  standardError: number;
  method: 'clustered-normal' | 'wilson-pairs';
  pairs: number;
}

/**
 * Null without pairs. Where all items are right or all wrong the standard error is 0 although the
 * model is not certain: Wilson over pairs instead, and `method` says so.
 */
export function clusteredItemAccuracy(
  perPair: readonly ScoredPair[],
  confidence = 0.95,
): ClusteredInterval | null {
  const pairs = perPair.length;
  if (pairs === 0) return null;
  const right = perPair.map((pair) => Number(pair.rightA) + Number(pair.rightB));
  const items = 2 * pairs;
  const mean = right.reduce((sum, count) => sum + count, 0) / items;
  const squares = right.reduce((sum, count) => sum + (count - 2 * mean) ** 2, 0);
  const standardError = Math.sqrt(squares) / items;
  if (squares === 0) {
    const interval = wilsonInterval(mean * pairs, pairs, confidence) as Interval;
    return { ...interval, standardError, method: 'wilson-pairs', pairs };
  }
  const half = criticalValue(confidence) * standardError;
  return {
    estimate: mean,
    lower: Math.max(0, mean - half),
    upper: Math.min(1, mean + half),
    confidence,
    standardError,
    method: 'clustered-normal',
    pairs,
  };
}
