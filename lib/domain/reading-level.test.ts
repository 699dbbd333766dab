import { describe, expect, it } from 'vitest';
import { isHardToRead, readingGrade, syllablesIn } from './reading-level';

describe('the reading level of a question', () => {
  // https://en.wikipedia.org/wiki/Flesch–Kincaid_readability_tests gives words and syllables of these:
  // 0.39 * words + 11.8 * syllables / words - 15.59. Dictionaries and programs differ by one or two
  // syllables in the longer ones, which is 0.7 to 1.8 grades.
  it.each([
    ['The cat sat on the mat.', -1.45],
    [
      'This sentence, taken as a reading passage unto itself, is being used to prove a point.',
      0.39 * 16 + 11.8 * (24 / 16) - 15.59,
    ],
    [
      'The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.',
      0.39 * 13 + 11.8 * (24 / 13) - 15.59,
    ],
  ])('follows Flesch and Kincaid: %s', (sentence, grade) => {
    expect(Math.abs((readingGrade(sentence) ?? NaN) - grade)).toBeLessThan(1.9);
  });

  // Hyphenation points of Merriam-Webster.
  it.each([
    ['open', 2],
    ['closed', 1],
    ['table', 2],
    ['houses', 2],
    ['gate', 1],
    ['painted', 2],
    ['direction', 3],
    ['photograph', 3],
    ["dog's", 1],
    ['violin', 3],
  ])('counts the syllables of %s', (word, count) => {
    expect(syllablesIn(word)).toBe(count);
  });

  it('lets everyday questions pass, with a long word too, and says nothing about other scripts', () => {
    for (const question of [
      'Is the door open or closed?',
      'Is the cup to the left or to the right of the book, as seen in the picture?',
      "Is the thermometer's display lit?",
      '在画面中，杯子在书的左边还是右边？',
    ]) {
      expect(isHardToRead(question), question).toBe(false);
    }
    expect(readingGrade('杯子在哪里？')).toBeNull();
  });

  it('marks what people stumble over', () => {
    for (const question of [
      'Considering the predominant orientation, is the illuminated automobile perpendicular to the architectural elevation?',
      `Is ${'the cat that sat by '.repeat(6)} the mat?`,
      '在这张照片里面的那个放在木头桌子上面靠近窗户旁边的并且带有蓝色花纹图案的白色陶瓷杯子的把手是朝向画面的左侧还是右侧？',
    ]) {
      expect(isHardToRead(question), question).toBe(true);
    }
  });
});
