/** What is simulated, and how the result is written. */
import { pairsEach } from '@/lib/domain/assignment';
import { planStudy, RATER_SD, SPREADS, USUAL_SPREAD } from '@/lib/domain/statistics/plan-study';
import type { CoverageCounts } from '@/lib/domain/statistics/simulate-coverage';
import type { SimulatedSize, TruthModel } from '@/lib/domain/statistics/simulate';

/** Three raters are below what a study should have, and simulated to show it. */
export const SIZES: readonly Size[] = [
  ...[3, 5, 10, 20].map((raters) => ({ pairs: 150, raters })),
  { pairs: 60, raters: 10 },
];
/** That of people in the paper (Tong et al. 2024): all sizes, and items beside pairs. */
export const PUBLISHED = 0.957;
/** The harder ones with two sizes each. */
export const PAIR_ACCURACIES = [0.8, 0.9, PUBLISHED];
/** Logit scale. Items of a pair are alike. */
export const SPREAD = { pairSd: USUAL_SPREAD.pairSd, itemSd: USUAL_SPREAD.itemSd };
/** Raters do not differ, differ little, as trained ones do, and as much as pairs do. */
export const RATER_SDS = SPREADS.map((spread) => RATER_SD[spread]);
export const USUAL_RATER_SD = RATER_SD.usual;
/** Between usual and much: no choice of the planner, but one that it should foretell as well. */
export const BETWEEN_RATER_SD = 0.6;
/** Pairs that are all alike, and that differ twice as much. */
export const OTHER_PAIR_SDS = [0, 2];
export const SEED = 'coverage-1';

export type Size = SimulatedSize;
export interface Design {
  pairAccuracy: number;
  raterSd: number;
  pairSd: number;
  size: Size;
}
export interface Result extends Design {
  counts: CoverageCounts;
}
export interface CoverageTask {
  design: number;
  model: TruthModel;
  size: Size;
  items: boolean;
  from: number;
  to: number;
  seed: string;
}

const sizesOf = (pairAccuracy: number): readonly Size[] =>
  pairAccuracy === PUBLISHED
    ? SIZES
    : SIZES.filter(({ pairs, raters }) => pairs === 150 && (raters === 5 || raters === 20));

/** In the order of the table. */
export const DESIGNS: readonly Design[] = [
  ...PAIR_ACCURACIES.flatMap((pairAccuracy) =>
    RATER_SDS.flatMap((raterSd) =>
      sizesOf(pairAccuracy).map((size) => ({ pairAccuracy, raterSd, pairSd: SPREAD.pairSd, size })),
    ),
  ),
  ...OTHER_PAIR_SDS.map((pairSd) => ({
    pairAccuracy: PUBLISHED,
    raterSd: USUAL_RATER_SD,
    pairSd,
    size: { pairs: 150, raters: 10 },
  })),
  ...[
    { pairs: 60, raters: 8 },
    { pairs: 150, raters: 5 },
    { pairs: 150, raters: 20 },
  ].map((size) => ({
    pairAccuracy: 0.9,
    raterSd: BETWEEN_RATER_SD,
    pairSd: SPREAD.pairSd,
    size,
  })),
  // Pairs shared out: not every rater has every pair. 10 raters on each pair, 5 on each, 5 on each of more pairs.
  ...[USUAL_RATER_SD, RATER_SD.much].flatMap((raterSd) =>
    [
      { pairs: 150, raters: 20, pairsPerRater: 75 },
      { pairs: 150, raters: 50, pairsPerRater: 15 },
      { pairs: 500, raters: 50, pairsPerRater: 50 },
    ].map((size) => ({ pairAccuracy: PUBLISHED, raterSd, pairSd: SPREAD.pairSd, size })),
  ),
  {
    ...{ pairAccuracy: 0.9, raterSd: USUAL_RATER_SD, pairSd: SPREAD.pairSd },
    size: { pairs: 150, raters: 10, pairsPerRater: 75 },
  },
];

export const nameOf = ({ pairs, raters, pairsPerRater }: Size): string =>
  `${pairs}x${raters}${pairsPerRater === undefined ? '' : `of${pairsPerRater}`}`;

const sizeText = ({ pairs, raters, pairsPerRater }: Size): string =>
  `${pairs} × ${raters}${pairsPerRater === undefined ? '' : `, ${pairsPerRater} each`}`;

export function add(sum: CoverageCounts, more: CoverageCounts): CoverageCounts {
  const names = Object.keys(sum) as (keyof CoverageCounts)[];
  return Object.fromEntries(
    names.map((name) => [name, sum[name] + more[name]]),
  ) as unknown as CoverageCounts;
}

const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;

/** The table of docs/statistics.md, as Prettier would write it. */
export function coverageTable(results: readonly Result[]): string {
  const points = (sum: number, of: number) => `${((100 * sum) / of).toFixed(1)}`;
  const rows = [
    [
      'pair accuracy',
      'raters / pairs differ',
      'pairs × raters',
      'default, pair',
      'default, item',
      'percentiles, pair',
      'pooled Wilson, pair',
      'widths, points',
    ],
    ...results.map(({ pairAccuracy, raterSd, pairSd, size, counts: c }) => [
      `${Number((100 * pairAccuracy).toFixed(1))} %`,
      `${raterSd} / ${pairSd}`,
      sizeText(size),
      percent(c.crossedPair, c.studies),
      c.items === 0 ? '' : percent(c.crossedItem, c.items),
      percent(c.percentilePair, c.studies),
      percent(c.pooledPair, c.studies),
      `${points(c.pairWidth, c.studies)}, ${points(c.percentileWidth, c.studies)}`,
    ]),
  ];
  return tableOf(rows);
}

/** What `planStudy` foretells beside what the simulated studies had, of one accuracy. */
export function plannedTable(results: readonly Result[]): string {
  const rows = results
    .filter(({ pairAccuracy }) => pairAccuracy === 0.9)
    .map(({ pairAccuracy, raterSd, pairSd, size, counts }) => {
      const spread = { ...SPREAD, raterSd, pairSd };
      const { pairs, raters, pairsPerRater = null } = size;
      const onEach = (raters * pairsEach(pairs, pairsPerRater)) / pairs;
      const planned = planStudy({ pairs, pairsPerRater, pairAccuracy, spread }).widthFor(onEach);
      const simulated = counts.pairWidth / counts.studies;
      return [
        ...[`${raterSd} / ${pairSd}`, sizeText(size)],
        ...[(100 * planned).toFixed(1), (100 * simulated).toFixed(1)],
      ];
    });
  return tableOf([
    ['raters / pairs differ', 'pairs × raters', 'planned width', 'simulated width'],
    ...rows,
  ]);
}

/** The first row is the head. */
function tableOf(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_cell, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join('\n');
}

const marks = (name: string) => ({
  begin: `<!-- ${name}: begin; written by \`npm run simulate:coverage\` -->`,
  end: `<!-- ${name}: end -->`,
});
export const COVERAGE = marks('coverage');
export const PLANNED = marks('planned');

/** The text with what lies between the marks replaced; throws where one is missing. */
export function between(text: string, marked: typeof COVERAGE, table: string): string {
  const begin = text.indexOf(marked.begin);
  const end = text.indexOf(marked.end);
  if (begin < 0 || end < begin) {
    throw new Error('docs/statistics.md lacks the markers of a table; nothing was written.');
  }
  return `${text.slice(0, begin + marked.begin.length)}\n\n${table}\n\n${text.slice(end)}`;
}
