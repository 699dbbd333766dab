import { describe, expect, it } from 'vitest';
import { PAPER_FIGURE_6_ORDER, PAPER_TABLE_1 } from './paper-figures';
import { isPatternId, PATTERN_IDS, patternById, PATTERNS } from './patterns';

describe('the nine patterns', () => {
  it('keep the paper’s names and order (arXiv 2401.06209, Table 1)', () => {
    expect(PATTERNS.map((pattern) => pattern.name)).toEqual([
      'Orientation and Direction',
      'Presence of Specific Features',
      'State and Condition',
      'Quantity and Count',
      'Positional and Relational Context',
      'Color and Appearance',
      'Structural and Physical Characteristics',
      'Text',
      'Viewpoint and Perspective',
    ]);
  });

  it('are found by id, and other words are not patterns', () => {
    for (const id of PATTERN_IDS) expect(patternById(id).id).toBe(id);
    expect(isPatternId('positional')).toBe(true);
    expect(isPatternId('spatial')).toBe(false);
  });
});

describe('the paper’s figures', () => {
  it('agree with themselves: an average of Table 1 is k/135, the mean of its nine scores', () => {
    for (const { scores, average } of PAPER_TABLE_1) {
      const right = scores.map((score) => Math.round((score / 100) * 15));
      right.forEach((k, i) => expect((k / 15) * 100).toBeCloseTo(scores[i] ?? NaN, 1));
      const total = right.reduce((sum, k) => sum + k, 0);
      expect(Math.abs((total / 135) * 100 - average)).toBeLessThan(0.06);
    }
  });

  it('name each pattern once in the order of Fig. 6', () => {
    expect([...PAPER_FIGURE_6_ORDER].sort()).toEqual([...PATTERN_IDS].sort());
  });
});
