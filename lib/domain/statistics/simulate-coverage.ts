/** How often an interval holds the truth of simulated studies. */
import { bothIntervals } from './crossed-bootstrap';
import { expectedAccuracy, simulateCells, type SimulatedSize, type TruthModel } from './simulate';
import { wilsonInterval, type Interval } from './wilson';

export interface CoverageCounts {
  studies: number;
  /** Studies whose default interval held the expectation of mean individual pair (item) accuracy. */
  crossedPair: number;
  crossedItem: number;
  /** Of those that missed it for pair accuracy, the ones that lie above the truth. */
  pairAbove: number;
  /** Studies of which `crossedItem` is counted: all or none. */
  items: number;
  /** Plain percentiles of the same draws, pair accuracy. */
  percentilePair: number;
  /** Wilson over all answered cells (items) as if they were independent. */
  pooledPair: number;
  pooledItem: number;
  /** Sums of the widths of the intervals of pair accuracy, in shares. */
  pairWidth: number;
  percentileWidth: number;
}

/**
 * Simulates the studies `from` to `to` - 1 of a design; the seed of each is its number. Items take as
 * long as pairs again; without them `items` is 0.
 */
export function coverageOf(
  model: TruthModel,
  size: SimulatedSize,
  studies: { from: number; to: number; seed: string; draws?: number; items?: boolean },
): CoverageCounts {
  const truth = expectedAccuracy(model);
  const counts: CoverageCounts = {
    studies: 0,
    crossedPair: 0,
    crossedItem: 0,
    pairAbove: 0,
    items: 0,
    percentilePair: 0,
    pooledPair: 0,
    pooledItem: 0,
    pairWidth: 0,
    percentileWidth: 0,
  };
  const holds = ({ lower, upper }: Pick<Interval, 'lower' | 'upper'>, value: number) =>
    Number(lower <= value && value <= upper);
  for (let study = studies.from; study < studies.to; study += 1) {
    const share = size.pairsPerRater === undefined ? '' : `of${size.pairsPerRater}`;
    const seed = `${studies.seed}/${size.pairs}x${size.raters}${share}/${study}`;
    const cells = simulateCells(model, size, seed);
    const input = {
      cells,
      seed: `${seed}/bootstrap`,
      ...(studies.draws === undefined ? {} : { draws: studies.draws }),
    };
    const { 'logit-t': pair, percentile } = bothIntervals(input, 'pair');
    if (!pair.available || !percentile.available) throw new Error('A simulated study has answers.');
    const right = (count: (cell: (typeof cells)[number]) => number) =>
      cells.reduce((sum, cell) => sum + count(cell), 0);
    const pairs = right(({ rightA, rightB }) => Number(rightA && rightB));
    const items = right(({ rightA, rightB }) => Number(rightA) + Number(rightB));
    counts.studies += 1;
    counts.crossedPair += holds(pair, truth.pair);
    counts.pairAbove += Number(pair.lower > truth.pair);
    counts.percentilePair += holds(percentile, truth.pair);
    counts.pooledPair += holds(wilsonInterval(pairs, cells.length) as Interval, truth.pair);
    counts.pooledItem += holds(wilsonInterval(items, 2 * cells.length) as Interval, truth.item);
    if (studies.items ?? true) {
      const { 'logit-t': item } = bothIntervals(input, 'item');
      if (!item.available) throw new Error('A simulated study has answers.');
      counts.items += 1;
      counts.crossedItem += holds(item, truth.item);
    }
    counts.pairWidth += pair.upper - pair.lower;
    counts.percentileWidth += percentile.upper - percentile.lower;
  }
  return counts;
}
