import { describe, expect, it } from 'vitest';
import { Rate, short, timeLeft } from './rate';

describe('the rate of a step', () => {
  it('is that of the work seen, not of what was done before an interruption', () => {
    const rate = new Rate();
    expect(rate.words(100, 900, 1900, 'pairs')).toBe('');
    expect(rate.words(101, 950, 1900, 'pairs')).toBe('');
    // 500 pairs in 10 s; 500 are left.
    expect(rate.words(110, 1400, 1900, 'pairs')).toBe(', 50 pairs/s, about 10 s left');
    expect(rate.words(120, 1900, 1900, 'pairs')).toBe(', 50 pairs/s');
  });

  it('is written with three digits, and the time in the unit that fits', () => {
    expect([12, 999, 1234, 45_678_901, 2.5e9].map(short)).toEqual([
      '12',
      '999',
      '1.23 k',
      '45.7 M',
      '2.5 G',
    ]);
    expect([1, 89.2, 91, 5400, 5401, 36_000].map(timeLeft)).toEqual([
      'about 1 s left',
      'about 90 s left',
      'about 2 min left',
      'about 90 min left',
      'about 1 h 31 min left',
      'about 10 h 0 min left',
    ]);
  });
});
