/** Sentences to word numbers for a text tower with a word vocabulary. */
import { z } from 'zod';

export const vocabularySchema = z.strictObject({
  /** Number that fills up short sentences. */
  padding: z.int().nonnegative(),
  /** Number of every word that is not listed. */
  unknown: z.int().nonnegative(),
  words: z.record(z.string(), z.int().nonnegative()),
});
export type Vocabulary = z.infer<typeof vocabularySchema>;

export interface Tokens {
  /** Exactly `length` numbers. */
  ids: number[];
  /** Words that the encoder does not know, as written. */
  unknown: string[];
}

const PUNCTUATION_AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/**
 * Splits at white space, drops punctuation around each word, and looks the word up as written and
 * then in lower case: signs are in capitals in the vocabulary, all else is not. Words after
 * `length` are dropped, as in training.
 */
export function tokenise(sentence: string, vocabulary: Vocabulary, length: number): Tokens {
  const words = sentence
    .split(/\s+/u)
    .map((word) => word.replace(PUNCTUATION_AROUND, ''))
    .filter((word) => word !== '');
  const idOf = (word: string) =>
    Object.hasOwn(vocabulary.words, word) ? vocabulary.words[word] : undefined;
  const unknown: string[] = [];
  const ids = words.slice(0, length).map((word) => {
    const id = idOf(word) ?? idOf(word.toLowerCase());
    if (id === undefined) unknown.push(word);
    return id ?? vocabulary.unknown;
  });
  while (ids.length < length) ids.push(vocabulary.padding);
  return { ids, unknown };
}
