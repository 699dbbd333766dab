import { describe, expect, it } from 'vitest';
import { BEGIN, between, coverageTable, END } from './designs';

const counts = {
  studies: 1000,
  crossedPair: 951,
  crossedItem: 948,
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
    const text = `before\n${BEGIN}\nold\n${END}\nafter`;
    const once = between(text, table);
    expect(once).toBe(`before\n${BEGIN}\n\n${table}\n\n${END}\nafter`);
    expect(between(once, table)).toBe(once);
  });

  it('is not written where the markers are gone', () => {
    expect(() => between('no markers', 'table')).toThrow(/nothing was written/);
    expect(() => between(`${END} ${BEGIN}`, 'table')).toThrow(/nothing was written/);
  });
});
