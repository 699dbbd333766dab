import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOption, type Options } from './read-option';

const wings: Options = { a: 'Open', b: 'Closed' };
const yesNo: Options = { a: 'Yes', b: 'No' };

describe('reading a free answer', () => {
  it.each<[string, Options, 'a' | 'b' | null]>([
    ['(a)', wings, 'a'],
    ['a', wings, 'a'],
    ['A.', wings, 'a'],
    ['B', wings, 'b'],
    ['(B).', wings, 'b'],
    ['a) Open', wings, 'a'],
    ['A: Open', wings, 'a'],
    ['B - Closed', wings, 'b'],
    ['B\nThe wings touch each other.', wings, 'b'],
    ['**(b)** Closed', wings, 'b'],
    ['(b)</s>', wings, 'b'],
    ['（ａ）', wings, 'a'],
    ['The answer is (b).', wings, 'b'],
    ['The correct answer is B.', wings, 'b'],
    ['Answer: a', wings, 'a'],
    ['I choose option A, because they are spread.', wings, 'a'],
    ['Open', wings, 'a'],
    ['open.', wings, 'a'],
    ['  "Closed"!  ', wings, 'b'],
    ["The butterfly's wings are closed.", wings, 'b'],
    ['The wings are closer to being open', wings, 'a'],
    // A judge once marked these wrong for their full stop.
    ['Yes.', yesNo, 'a'],
    ['No.', yesNo, 'b'],
    ['No, it is not on the left.', yesNo, 'b'],
    ['Yes, the dog is visible.', yesNo, 'a'],
    // Neither, both, refused, or turned around.
    ['', wings, null],
    ['   ', wings, null],
    ["can't tell", wings, null],
    ['I cannot tell whether it is open.', wings, null],
    ["I can't tell from (a).", wings, null],
    ['It is impossible to say, closed perhaps', wings, null],
    ['(a) Open (b) Closed', wings, null],
    ['open or closed', wings, null],
    ['Both', wings, null],
    ['c', wings, null],
    ['(c)', wings, null],
    ['The wings are not open.', wings, null],
    ["They aren't closed", wings, null],
    ['(b) No, the tail is not visible.', yesNo, 'b'],
    ['The answer is (b), since you cannot look inside.', yesNo, 'b'],
    ['The answer is (b) Closed.', wings, 'b'],
    ['No, I cannot tell.', yesNo, null],
    ['It is not (a).', wings, null],
    ["It can't be (a)", wings, null],
    ['(a) is wrong.', wings, null],
    ["Option (a) isn't right.", wings, null],
    ['Either way, closed', wings, null],
    // Never a letter or an option inside other words.
    ['a butterfly', wings, null],
    ['A butterfly with spread wings', wings, null],
    ['The answer is a butterfly.', wings, null],
    ['about half', wings, null],
    ['opened', wings, null],
    ['Nothing', yesNo, null],
    ['yesterday', yesNo, null],
    ['a.m.', wings, null],
    ['Say it in plain b-movie style', wings, null],
    // Contradiction between letter and text.
    ['(a) Closed', wings, null],
    // An option inside the other one.
    ['It is dark red.', { a: 'Red', b: 'Dark red' }, 'b'],
    ['not open', { a: 'Open', b: 'Not open' }, 'b'],
    ['It is not open.', { a: 'Open', b: 'Not open' }, 'b'],
    // Numbers.
    ['There are 3 dogs.', { a: '3', b: '13' }, 'a'],
    ['There are 13 dogs.', { a: '3', b: '13' }, 'b'],
    ['About 3.5 metres', { a: '3', b: '4' }, null],
    // Options that are letters themselves: only brackets can tell.
    ['A', { a: 'B', b: 'A' }, null],
    ['(a)', { a: 'B', b: 'A' }, 'a'],
    ['A', { a: 'A', b: 'B' }, 'a'],
    // Options that begin with an article.
    ['A dog', { a: 'A cat', b: 'A dog' }, 'b'],
    ['a dog', { a: 'A cat', b: 'A dog' }, 'b'],
    // Options that look like refusals, said alone.
    ['Neither.', { a: 'Neither', b: 'Left' }, 'a'],
    // Chinese.
    ['答案是打开。', { a: '打开', b: '关闭' }, 'a'],
    ['不是打开', { a: '打开', b: '关闭' }, null],
    ['无法判断是否打开', { a: '打开', b: '关闭' }, null],
    // Characters with a meaning in patterns.
    ['It says C++.', { a: 'C++', b: 'C#' }, 'a'],
    ['$5.00', { a: '$5.00', b: '$6.00' }, 'a'],
  ])('%j', (response, options, expected) => {
    expect(readOption(response, options)).toBe(expected);
  });

  const word = fc.constantFrom(
    'open',
    'closed',
    'left',
    'right',
    'two',
    'red car',
    'striped',
    'seven',
  );
  const twoWords = fc.uniqueArray(word, { minLength: 2, maxLength: 2 });

  it('reads the letter and the option’s text in any case and dress', () => {
    const dress = fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => `${text}.`,
      (text) => text.toUpperCase(),
      (text) => ` ${text}!\n`,
      (text) => `**${text}**`,
    );
    fc.assert(
      fc.property(
        twoWords,
        fc.constantFrom('a' as const, 'b' as const),
        dress,
        (list, letter, put) => {
          const options = { a: list[0] ?? '', b: list[1] ?? '' };
          expect(readOption(put(`(${letter})`), options)).toBe(letter);
          expect(readOption(put(options[letter]), options)).toBe(letter);
          expect(readOption(put(`(${letter}) ${options[letter]}`), options)).toBe(letter);
        },
      ),
    );
  });

  it('reads nothing when both are named, and mirrors when the options are exchanged', () => {
    fc.assert(
      fc.property(twoWords, fc.string({ unit: 'grapheme', maxLength: 40 }), (list, noise) => {
        const options = { a: list[0] ?? '', b: list[1] ?? '' };
        expect(readOption(`${options.b} and ${options.a}`, options)).toBeNull();
        const said = `I think ${options.a}`;
        expect(readOption(said, { a: options.b, b: options.a })).toBe('b');
        expect(['a', 'b', null]).toContain(readOption(noise, options));
      }),
    );
  });
});
