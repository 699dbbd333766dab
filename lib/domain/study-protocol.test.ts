import { describe, expect, it } from 'vitest';
import { createRng } from './rng';
import { checkPositions, exclusionOf, leastChecks } from './study-protocol';

describe('the rules of a study', () => {
  it('spreads attention checks over the study: one in each stretch, never first, never two at once', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const at = checkPositions(61, 3, createRng(`seed ${seed}`));
      expect(at).toHaveLength(3);
      at.forEach((position, i) => {
        expect(position).toBeGreaterThanOrEqual(2 + 20 * i);
        expect(position).toBeLessThan(2 + 20 * (i + 1));
      });
    }
    expect(checkPositions(1, 3, createRng('x'))).toEqual([]);
    expect(checkPositions(3, 5, createRng('x'))).toEqual([2, 3]);
  });

  it('asks for two checks only of a study longer than five minutes', () => {
    expect([leastChecks(30), leastChecks(31)]).toEqual([0, 2]);
  });

  it('excludes by attention and by speed, never where the study has no such rule', () => {
    const none = { attentionMistakesAllowed: null, leastMedianMs: null };
    const rater = { attentionWrong: 2, activeMs: [100, 200, 5000, 300] };
    expect(exclusionOf(none, rater)).toBeNull();
    expect(exclusionOf({ ...none, attentionMistakesAllowed: 2 }, rater)).toBeNull();
    expect(exclusionOf({ ...none, attentionMistakesAllowed: 1 }, rater)).toBe('attention');
    // The median of 100, 200, 300 and 5000 is 250.
    expect(exclusionOf({ ...none, leastMedianMs: 250 }, rater)).toBeNull();
    expect(exclusionOf({ ...none, leastMedianMs: 251 }, rater)).toBe('too-fast');
  });
});
