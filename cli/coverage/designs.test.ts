import { describe, expect, it } from 'vitest';
import { between, COVERAGE, coverageTable, PLANNED, plannedTable } from './designs';

const counts = {
  studies: 1000,
  crossedPair: 951,
  crossedItem: 948,
  pairAbove: 41,
  items: 1000,
  percentilePair: 913,
  pooledPair: 700,
  pooledItem: 690,
  pairWidth: 64,
  percentileWidth: 59,
};

describe('the table of coverage in the docs', () => {
  it('is replaced between its markers, and nothing else is', () => {
    const table = coverageTable([
      { pairAccuracy: 0.957, raterSd: 0.4, pairSd: 1, size: { pairs: 150, raters: 5 }, counts },
    ]);
    const row = [
      '95.7 %',
      '0.4 / 1',
      '150 × 5',
      '95.1 %',
      '94.8 %',
      '91.3 %',
      '70.0 %',
      '6.4, 5.9',
    ];
    expect(table).toMatch(new RegExp(row.map((cell) => `\\| ${cell} +`).join('')));
    const text = `before\n${COVERAGE.begin}\nold\n${COVERAGE.end}\nafter`;
    const once = between(text, COVERAGE, table);
    expect(once).toBe(`before\n${COVERAGE.begin}\n\n${table}\n\n${COVERAGE.end}\nafter`);
    expect(between(once, COVERAGE, table)).toBe(once);
  });

  it('has beside it what was planned for these studies', () => {
    const design = { pairAccuracy: 0.9, raterSd: 0.6, pairSd: 1, size: { pairs: 60, raters: 8 } };
    const table = plannedTable([
      { ...design, counts: { ...counts, pairWidth: 109.907 } },
      { ...design, pairAccuracy: 0.8, counts },
    ]);
    // 11.3327 by numpy 2.4.6 and scipy 1.17.1. Other accuracies are left out.
    expect(table.split('\n').slice(2)).toEqual([
      expect.stringMatching(/^\| 0.6 \/ 1 +\| 60 × 8 +\| 11.3 +\| 11.0 +\|$/),
    ]);
  });

  it('is not written where the markers are gone', () => {
    expect(() => between('no markers', COVERAGE, 'table')).toThrow(/nothing was written/);
    expect(() => between(`${PLANNED.end} ${PLANNED.begin}`, PLANNED, 'table')).toThrow(
      /nothing was written/,
    );
  });
});
