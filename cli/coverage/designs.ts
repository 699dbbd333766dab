/** What is simulated, and how the result is written. */
import type { CoverageCounts } from '@/lib/domain/statistics/simulate-coverage';
import type { TruthModel } from '@/lib/domain/statistics/simulate';

export const PAIRS = 150;
/** Three is below what a study should have, and simulated to show it. */
export const RATERS = [3, 5, 10, 20];
/** As the published baseline of people: about 95 % of pairs right. */
export const PAIR_ACCURACY = 0.95;
/** Logit scale. Items of a pair are alike. */
export const SPREAD = { pairSd: 1, itemSd: 0.5 };
/** Raters differ little, as trained ones do, and as much as pairs do. */
export const RATER_SDS = [0.4, 1];
export const SEED = 'coverage-1';

export interface Size {
  raters: number;
  pairs: number;
}
export interface Result {
  raterSd: number;
  size: Size;
  counts: CoverageCounts;
}
export interface CoverageTask {
  model: TruthModel;
  size: Size;
  from: number;
  to: number;
  seed: string;
}

export const nameOf = ({ pairs, raters }: Size): string => `${pairs}x${raters}`;

export function add(sum: CoverageCounts, more: CoverageCounts): CoverageCounts {
  const names = Object.keys(sum) as (keyof CoverageCounts)[];
  return Object.fromEntries(
    names.map((name) => [name, sum[name] + more[name]]),
  ) as unknown as CoverageCounts;
}

const percent = (count: number, of: number): string => `${((100 * count) / of).toFixed(1)} %`;

/** The table of docs/statistics.md, as Prettier would write it. */
export function coverageTable(results: readonly Result[]): string {
  const rows = [
    [
      'raters differ',
      'pairs × raters',
      'crossed, pair',
      'crossed, item',
      'pooled Wilson, pair',
      'mean width, pair',
    ],
    ...results.map(({ raterSd, size, counts: c }) => [
      String(raterSd),
      `${size.pairs} × ${size.raters}`,
      percent(c.crossedPair, c.studies),
      percent(c.crossedItem, c.studies),
      percent(c.pooledPair, c.studies),
      `${((100 * c.pairWidth) / c.studies).toFixed(1)} points`,
    ]),
  ];
  const widths = rows[0]!.map((_cell, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const line = (row: string[]) =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(rows[0]!), rule, ...rows.slice(1).map(line)].join('\n');
}

export const BEGIN = '<!-- coverage: begin; written by `npm run simulate:coverage` -->';
export const END = '<!-- coverage: end -->';

/** The text with what lies between the markers replaced; throws where a marker is missing. */
export function between(text: string, table: string): string {
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) {
    throw new Error(
      'docs/statistics.md lacks the markers of the coverage table; nothing was written.',
    );
  }
  return `${text.slice(0, begin + BEGIN.length)}\n\n${table}\n\n${text.slice(end)}`;
}
