/** How often an interval holds the truth of simulated studies. */
import { crossedBootstrap } from './crossed-bootstrap';
import { expectedAccuracy, simulateCells, type TruthModel } from './simulate';
import { wilsonInterval, type Interval } from './wilson';

export interface CoverageCounts {
  studies: number;
  /** Studies whose interval held the expectation of mean individual pair (item) accuracy. */
  crossedPair: number;
  crossedItem: number;
  /** Wilson over all answered cells (items) as if they were independent. */
  pooledPair: number;
  pooledItem: number;
  /** Sum of the widths of the crossed interval of pair accuracy, in shares. */
  pairWidth: number;
}

/** Simulates the studies `from` to `to` - 1 of a design; the seed of each is its number. */
export function coverageOf(
  model: TruthModel,
  size: { raters: number; pairs: number },
  studies: { from: number; to: number; seed: string; draws?: number },
): CoverageCounts {
  const truth = expectedAccuracy(model);
  const counts: CoverageCounts = {
    studies: 0,
    crossedPair: 0,
    crossedItem: 0,
    pooledPair: 0,
    pooledItem: 0,
    pairWidth: 0,
  };
  const holds = ({ lower, upper }: Pick<Interval, 'lower' | 'upper'>, value: number) =>
    Number(lower <= value && value <= upper);
  for (let study = studies.from; study < studies.to; study += 1) {
    const seed = `${studies.seed}/${size.pairs}x${size.raters}/${study}`;
    const cells = simulateCells(model, size, seed);
    const { item, pair } = crossedBootstrap({
      cells,
      seed: `${seed}/bootstrap`,
      ...(studies.draws === undefined ? {} : { draws: studies.draws }),
    });
    if (!item.available || !pair.available) throw new Error('A simulated study has answers.');
    const right = (count: (cell: (typeof cells)[number]) => number) =>
      cells.reduce((sum, cell) => sum + count(cell), 0);
    const pairs = right(({ rightA, rightB }) => Number(rightA && rightB));
    const items = right(({ rightA, rightB }) => Number(rightA) + Number(rightB));
    counts.studies += 1;
    counts.crossedPair += holds(pair, truth.pair);
    counts.crossedItem += holds(item, truth.item);
    counts.pooledPair += holds(wilsonInterval(pairs, cells.length) as Interval, truth.pair);
    counts.pooledItem += holds(wilsonInterval(items, 2 * cells.length) as Interval, truth.item);
    counts.pairWidth += pair.upper - pair.lower;
  }
  return counts;
}
