import { describe, expect, it } from 'vitest';
import { NO_FACTS, lintInProject } from './project-lint';
import { EMPTY_QUESTION } from './question-lint';

const door = { ...EMPTY_QUESTION, optionOne: 'Open', optionTwo: 'Closed', keyForA: 1 as const };
const mug = { ...EMPTY_QUESTION, optionOne: 'Yes', optionTwo: 'No', keyForA: 2 as const };
const codes = (...args: Parameters<typeof lintInProject>) =>
  lintInProject(...args).map(({ code }) => code);

describe('a question beside the others of its project', () => {
  it('is named with the pairs that ask the very same', () => {
    expect(lintInProject(door, { ...NO_FACTS, sameAs: [4, 19] })).toEqual([
      {
        code: 'question-same',
        severity: 'warning',
        field: 'question',
        params: { pairs: '4, 19' },
      },
    ]);
  });

  it('is told when it makes a lopsided key more lopsided, and not when it evens it out', () => {
    const keys = { ...NO_FACTS.keys, one: 14, two: 6 };
    expect(lintInProject(door, { ...NO_FACTS, keys })).toMatchObject([
      { code: 'key-balance-place', params: { share: 70, count: 20, place: 1 } },
    ]);
    expect(codes({ ...door, keyForA: 2 }, { ...NO_FACTS, keys })).toEqual([]);
  });

  it('counts Yes/No questions by the answer, wherever it stands, and apart from the others', () => {
    const keys = { one: 90, two: 10, yes: 5, no: 25 };
    expect(lintInProject(mug, { ...NO_FACTS, keys })).toMatchObject([
      { code: 'key-balance-answer', params: { share: 83, count: 30, answer: 'No' } },
    ]);
    const turned = { ...mug, optionOne: 'No', optionTwo: 'Yes', keyForA: 1 as const };
    expect(codes(turned, { ...NO_FACTS, keys })).toEqual(['key-balance-answer']);
    expect(codes({ ...mug, keyForA: 1 }, { ...NO_FACTS, keys })).toEqual([]);
  });

  it('says nothing of what chance alone makes, nor before a key is chosen', () => {
    const keys = { ...NO_FACTS.keys, one: 12, two: 3 };
    expect(codes(door, { ...NO_FACTS, keys })).toEqual([]);
    const many = { ...NO_FACTS.keys, one: 60, two: 40 };
    expect(codes(door, { ...NO_FACTS, keys: many })).toEqual([]);
    const lopsided = { ...NO_FACTS.keys, one: 90, two: 10 };
    expect(codes({ ...door, keyForA: null }, { ...NO_FACTS, keys: lopsided })).toEqual([]);
  });
});
