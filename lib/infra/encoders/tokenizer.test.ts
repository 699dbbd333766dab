import { describe, expect, it } from 'vitest';
import { tokenise } from './tokenizer';

const vocabulary = {
  padding: 0,
  unknown: 1,
  words: { OPEN: 2, open: 3, dog: 4, '3:15': 5, 'upside-down': 6, a: 7 },
};
const ids = (sentence: string, length = 4) => tokenise(sentence, vocabulary, length).ids;

describe('the word tokenizer', () => {
  it('tells a sign in capitals from the same word in a sentence', () => {
    expect(ids('OPEN open Open')).toEqual([2, 3, 3, 0]);
  });
  it('ignores punctuation around words, but not inside them', () => {
    expect(ids('A dog, "3:15" (upside-down).')).toEqual([7, 4, 5, 6]);
  });
  it('names unknown words, also those that are properties of every object', () => {
    expect(tokenise('constructor cat', vocabulary, 3)).toEqual({
      ids: [1, 1, 0],
      unknown: ['constructor', 'cat'],
    });
  });
  it('keeps the first words of a long sentence and fills up a short one', () => {
    expect(ids('dog open dog open dog')).toEqual([4, 3, 4, 3]);
    expect(ids(' \n ')).toEqual([0, 0, 0, 0]);
  });
});
