import { describe, expect, it } from 'vitest';
import type { RaterAnswer } from './majority-vote';
import type { PairKey } from './pair-accuracy';
import { percentiles } from './resampling';
import { answerMatrix, studyDraws } from './study-bootstrap';

/** Six raters, forty pairs, a fifth of the cells missing, some "can't tell"; by formula. */
const keys: PairKey[] = Array.from({ length: 40 }, (_, p) => ({ pairId: `p${p}`, keyForA: 1 }));
const answers: RaterAnswer[] = [];
for (let r = 0; r < 6; r += 1) {
  for (let p = 0; p < 40; p += 1) {
    if ((r + p) % 5 === 0) continue;
    for (const [s, side] of (['A', 'B'] as const).entries()) {
      const right = (r * 7 + p * 13 + s * 5 + ((r * p) % 3)) % 11 > 2 + Number(p % 4 === 0);
      const key = s === 0 ? (1 as const) : (2 as const);
      const other = key === 1 ? (2 as const) : (1 as const);
      const choice = right ? key : (r + p + s) % 7 === 0 ? null : other;
      answers.push({ raterId: `r${r}`, pairId: `p${p}`, side, choice });
    }
  }
}

describe('the crossed bootstrap of all estimands', () => {
  it('gives the intervals of numpy, the majority’s too', () => {
    // numpy 1.26.4: 100,000 draws of multinomial counts of raters and pairs, numpy.quantile. The means
    // are those of crossed-bootstrap.test.ts.
    const draws = studyDraws(answerMatrix(keys, answers), 20_000, 'reference');
    for (const [name, lower, upper, tolerance] of [
      ['meanItem', 0.64215686, 0.73809805, 0.004],
      ['meanPair', 0.28431373, 0.47619609, 0.006],
      ['majorityItem', 0.5625, 0.8875, 0.013],
      ['majorityPair', 0.225, 0.775, 0.026],
    ] as const) {
      const interval = percentiles(draws[name], 0.95);
      expect(Math.abs(interval.lower - lower), `${name} lower`).toBeLessThan(tolerance);
      expect(Math.abs(interval.upper - upper), `${name} upper`).toBeLessThan(tolerance);
    }
  });

  it('is the same for the same seed and not for another', () => {
    const run = (seed: string) => studyDraws(answerMatrix(keys, answers), 2000, seed);
    expect(run('one')).toEqual(run('one'));
    expect(run('one')).not.toEqual(run('two'));
  });

  it('refuses a second answer, a pair outside the key and too few draws', () => {
    expect(() => answerMatrix(keys, [...answers, ...answers.slice(0, 1)])).toThrow(/twice/);
    expect(() => answerMatrix(keys.slice(1), answers)).toThrow(/not in the key/);
    expect(() => studyDraws(answerMatrix(keys, answers), 100, 's')).toThrow(RangeError);
  });
});
