import { describe, expect, it } from 'vitest';
import { elapsed, Rate, short, timeLeft } from './rate';

describe('the rate of a step', () => {
  it('is that of the work seen, not of what was done before an interruption', () => {
    const rate = new Rate();
    expect(rate.words(100, 900, 1900, 'pairs')).toBe('');
    expect(rate.words(101, 950, 1900, 'pairs')).toBe('');
    // 500 pairs in 10 s; 500 are left.
    expect(rate.words(110, 1400, 1900, 'pairs')).toBe(', 50 pairs/s, about 10 s left');
    expect(rate.words(120, 1900, 1900, 'pairs')).toBe(', 50 pairs/s');
  });

  it('is written in full or with three digits, and the time in the unit that fits', () => {
    expect(
      [0.8123, 12.34, 999.6, 1000, 9999, 9999.7, 12_345, 45_678_901, 2.5e9].map(short),
    ).toEqual(['0.81', '12.3', '1,000', '1,000', '9,999', '10 k', '12.3 k', '45.7 M', '2.5 G']);
    expect([0.9, 59.9, 60, 125].map(elapsed)).toEqual(['0 s', '59 s', '1 min 0 s', '2 min 5 s']);
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
