import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsFromAnswers } from './cells';
import { majorityVote, scoreMajority, type RaterAnswer } from './majority-vote';
import { CHANCE_PAIR_ACCURACY, scoreAnswers, type ItemAnswer, type PairKey } from './pair-accuracy';

const keys: PairKey[] = [
  { pairId: 'p1', keyForA: 1 },
  { pairId: 'p2', keyForA: 2 },
  { pairId: 'p3', keyForA: 1 },
  { pairId: 'p4', keyForA: 2 },
];

describe('scoring', () => {
  it('counts a pair only when both items are right, and everything not right as wrong', () => {
    const answers: ItemAnswer[] = [
      { pairId: 'p1', side: 'A', answer: 1 },
      { pairId: 'p1', side: 'B', answer: 2 },
      { pairId: 'p2', side: 'A', answer: 2 },
      { pairId: 'p2', side: 'B', answer: 2 },
      { pairId: 'p3', side: 'A', answer: 'cant-tell' },
      { pairId: 'p3', side: 'B', answer: 'unparsed' },
      { pairId: 'p4', side: 'A', answer: 2 },
    ];
    expect(scoreAnswers(keys, answers)).toMatchObject({
      items: 8,
      itemsRight: 4,
      itemAccuracy: 0.5,
      pairs: 4,
      pairsRight: 1,
      pairAccuracy: 0.25,
      cantTell: 1,
      unparsed: 1,
      missing: 1,
    });
  });

  it('gives no accuracy without pairs, instead of NaN', () => {
    expect(scoreAnswers([], [])).toMatchObject({ itemAccuracy: null, pairAccuracy: null });
  });

  it('refuses answers that would silently change the accuracy', () => {
    const answer: ItemAnswer = { pairId: 'p1', side: 'A', answer: 1 };
    expect(() => scoreAnswers(keys, [answer, answer])).toThrow(/twice/);
    expect(() => scoreAnswers(keys, [{ ...answer, pairId: 'p9' }])).toThrow(/not in the key/);
  });

  it('never gives more right pairs than half the right items, nor fewer than the items force', () => {
    const answer = fc.constantFrom<ItemAnswer['answer']>(1, 2, 'cant-tell', 'unparsed');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(1, 2), answer, answer)), (list) => {
        const score = scoreAnswers(
          list.map(([key], i) => ({ pairId: `${i}`, keyForA: key as 1 | 2 })),
          list.flatMap(([, a, b], i): ItemAnswer[] => [
            { pairId: `${i}`, side: 'A', answer: a },
            { pairId: `${i}`, side: 'B', answer: b },
          ]),
        );
        expect(2 * score.pairsRight).toBeLessThanOrEqual(score.itemsRight);
        expect(score.pairsRight).toBeGreaterThanOrEqual(score.itemsRight - score.pairs);
      }),
    );
  });

  it('gives one who always says the same option half of the items and no pair', () => {
    const same = keys.flatMap(({ pairId }): ItemAnswer[] => [
      { pairId, side: 'A', answer: 1 },
      { pairId, side: 'B', answer: 1 },
    ]);
    expect(scoreAnswers(keys, same)).toMatchObject({ itemAccuracy: 0.5, pairAccuracy: 0 });
    expect(CHANCE_PAIR_ACCURACY).toBe(0.25);
  });
});

describe('the majority', () => {
  it.each([
    [[1, 1, 2], 1, false],
    [[1, 2], null, true],
    [[null, null, 1], null, false],
    [[1, 1, 2, 2, null], null, true],
    [[2, 2, null, 1], 2, false],
    [[], null, false],
  ] as const)('of %j is %j', (choices, choice, tie) => {
    expect(majorityVote(choices)).toMatchObject({ choice, tie });
  });

  it('scores a tie as wrong and counts it', () => {
    const answers: RaterAnswer[] = [
      { raterId: 'r1', pairId: 'p1', side: 'A', choice: 1 },
      { raterId: 'r2', pairId: 'p1', side: 'A', choice: 2 },
      { raterId: 'r1', pairId: 'p1', side: 'B', choice: 2 },
      { raterId: 'r2', pairId: 'p1', side: 'B', choice: 2 },
    ];
    const score = scoreMajority(keys.slice(0, 1), answers);
    expect(score).toMatchObject({ itemsRight: 1, pairsRight: 0, ties: 1, missing: 0 });
  });
});

describe('the rater x pair table', () => {
  it('has one cell per rater and pair, null where an item is unanswered', () => {
    expect(
      cellsFromAnswers(keys, [
        { raterId: 'r1', pairId: 'p2', side: 'B', choice: 1 },
        { raterId: 'r1', pairId: 'p2', side: 'A', choice: null },
        { raterId: 'r2', pairId: 'p2', side: 'A', choice: 2 },
      ]),
    ).toEqual([
      { raterId: 'r1', pairId: 'p2', rightA: false, rightB: true },
      { raterId: 'r2', pairId: 'p2', rightA: true, rightB: null },
    ]);
  });

  it('refuses a second answer of one rater to one item', () => {
    const answer: RaterAnswer = { raterId: 'r1', pairId: 'p2', side: 'B', choice: 1 };
    expect(() => cellsFromAnswers(keys, [answer, answer])).toThrow(/twice/);
  });
});
