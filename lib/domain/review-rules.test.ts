import { describe, expect, it } from 'vitest';
import { sources, transition } from './item-lifecycle';
import { outcomeOf, reviewsFor } from './review-rules';

describe('what independent verdicts come to', () => {
  it('is the first one where one is wanted, as ever', () => {
    for (const verdict of ['APPROVE', 'REQUEST_CHANGES', 'REJECT'] as const)
      expect(outcomeOf([verdict], 1)).toBe(verdict);
  });

  it('waits until as many are there as are wanted', () => {
    expect(outcomeOf([], 1)).toBe('wait');
    expect(outcomeOf(['APPROVE'], 2)).toBe('wait');
    expect(outcomeOf(['APPROVE', 'APPROVE'], 3)).toBe('wait');
    expect(outcomeOf(['APPROVE', 'APPROVE', 'APPROVE'], 3)).toBe('APPROVE');
  });

  it('is a disagreement as soon as two differ, however many are still wanted', () => {
    expect(outcomeOf(['APPROVE', 'REJECT'], 3)).toBe('disagree');
    expect(outcomeOf(['REQUEST_CHANGES', 'REJECT'], 2)).toBe('disagree');
    // Fewer are wanted by now than are there: they still disagree.
    expect(outcomeOf(['APPROVE', 'REJECT'], 1)).toBe('disagree');
  });
});

describe('how many reviews a question gets', () => {
  it('is all of them under the overlap, else one', () => {
    const rules = { reviewsPerQuestion: 3, reviewOverlap: 25 };
    expect([0, 0.2499, 0.25, 0.999].map((draw) => reviewsFor(rules, draw))).toEqual([3, 3, 1, 1]);
    expect(reviewsFor({ ...rules, reviewOverlap: 100 }, 0.9999999)).toBe(3);
    expect(reviewsFor({ ...rules, reviewOverlap: 0 }, 0)).toBe(1);
  });
});

describe('a pair on which reviewers disagree', () => {
  it('can only be decided, and is not for authors', () => {
    expect(transition('IN_REVIEW', 'disagree')).toBe('IN_ADJUDICATION');
    expect(transition('IN_ADJUDICATION', 'approve')).toBe('APPROVED');
    expect(transition('IN_ADJUDICATION', 'request-changes')).toBe('CHANGES_REQUESTED');
    expect(transition('IN_ADJUDICATION', 'reject')).toBe('REJECTED');
    for (const event of ['claim', 'save-draft', 'submit', 'enter-study', 'reopen'] as const)
      expect(sources(event)).not.toContain('IN_ADJUDICATION');
  });
});
