import { describe, expect, it } from 'vitest';
import { createRng } from './rng';
import { checkPositions, exclusionOf, hollowRule, leastChecks, mostChecks } from './study-protocol';

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

  it('asks for no more checks than have a place between two screens, whatever is asked', () => {
    // Three pairs are six screens of one image, or three of two.
    expect(mostChecks(3, 'single-image')).toBe(5);
    expect(mostChecks(3, 'side-by-side')).toBe(2);
    expect(mostChecks(1, 'side-by-side')).toBe(0);
    expect(checkPositions(6, 99, createRng('x'))).toHaveLength(5);
    const rules = {
      ...{ qualifyPercent: 0, practicePairs: 0, attentionMistakesAllowed: null, pairs: 3 },
      presentation: 'single-image',
    } as const;
    expect(hollowRule({ ...rules, attentionChecks: 5 })).toBeNull();
    expect(hollowRule({ ...rules, attentionChecks: 6 })).toBe('checksTooMany');
    const two = { ...rules, presentation: 'side-by-side' } as const;
    expect(hollowRule({ ...two, attentionChecks: 2 })).toBeNull();
    expect(hollowRule({ ...two, attentionChecks: 3 })).toBe('checksTooMany');
    // A draft may wait for its pairs.
    expect(hollowRule({ ...two, attentionChecks: 20, pairs: null })).toBeNull();
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
