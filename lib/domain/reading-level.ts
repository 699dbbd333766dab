/** How hard a question is to read: schooling in years for English, length for Chinese. */

/**
 * Grade level by Kincaid, Fishburne, Rogers and Chissom (1975), for one sentence; null where it is not
 * written in words of Latin letters.
 */
export function readingGrade(sentence: string): number | null {
  const words = latinWords(sentence);
  if (words.length === 0) return null;
  const syllables = words.reduce((sum, word) => sum + syllablesIn(word), 0);
  return 0.39 * words.length + 11.8 * (syllables / words.length) - 15.59;
}

const latinWords = (text: string): string[] =>
  text.match(/\p{Script=Latin}[\p{Script=Latin}\p{M}'’]*/gu) ?? [];

/** Groups of vowels, without an e that ends the word unheard. An estimate, good to about one in ten. */
export function syllablesIn(word: string): number {
  const bare = word
    .normalize('NFD')
    .toLowerCase()
    .replace(/['’]s?$/u, '')
    .replace(/[^a-z]/gu, '');
  const heard = bare.replace(/(?<=[^aeiouy])(?:es?|ed)$/u, (end) =>
    // "table" and "houses" keep it, "parked" and "gate" do not.
    /(?:[^aeiouy]l)e$|(?:[sxz]|ch|sh|[cg])es$|[td]ed$/u.test(bare) ? end : '',
  );
  // "ia", "io" and the like are two, but not in "-tion" and "-cious"; so is "ei" in "being".
  const split = heard.replace(/(?<![tcs])i(?=[aou])|(?<=[aeouy])(?=ing$)/gu, '$&-');
  return Math.max(1, split.match(/[aeiouy]+/gu)?.length ?? 0);
}

/**
 * A single short sentence says little about its grade: one long name makes it a professor's. Hence both
 * a number of words and a grade; a sentence of so many words is hard whatever they are.
 */
const LEAST_WORDS = 8;
const HARD_GRADE = 10;
const MOST_WORDS = 25;
const MOST_HAN = 40;

export function isHardToRead(question: string): boolean {
  if ((question.match(/\p{Script=Han}/gu)?.length ?? 0) > MOST_HAN) return true;
  const words = latinWords(question).length;
  if (words > MOST_WORDS) return true;
  return words >= LEAST_WORDS && (readingGrade(question) ?? 0) > HARD_GRADE;
}
