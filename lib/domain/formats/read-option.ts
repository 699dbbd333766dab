/**
 * Which of two options a free answer means, or nothing. It would rather not read an answer than read
 * it wrongly: an unread answer is counted, a misread one is not seen.
 */

export type OptionLetter = 'a' | 'b';
export interface Options {
  a: string;
  b: string;
}

/** Said instead of an answer. An option's own text, given alone, is never taken for one of these. */
const REFUSAL =
  /\b(?:(?:can(?:not| not|['’]?t)|unable to|impossible to|hard to|difficult to)\s+(?:\w+\s+)?(?:tell|say|see|know|determine|decide|judge|answer|identify)|not (?:sure|certain|clear|possible|enough)|unclear|unsure|uncertain|don['’]?t know|do not know)\b|无法|不能|不确定|看不清|不知道/iu;
/** Words that turn the mention of an option into its opposite, or into nothing sure. */
const DOUBT =
  /\b(?:not|never|nor|no|without|neither|both|either|cannot|unable|impossible|wrong|incorrect|false|rather than|instead of|other than)\b|n['’]t\b|不|没|非|都/iu;

const LETTER_ANYWHERE = [/\(\s*([ab])\s*\)/giu, /(?:^|[\s:])([ab])\)/giu];
/** `(a)`, `a)`, `a.`, `a:`, `a,`, `a -` or a line `a` at the very beginning. */
const LETTER_FIRST =
  /^(?:\(\s*([ab])\s*\)|([ab])\)|([ab])(?:\s*[.:,](?=\s|$)|\s*:|\s+[-–—](?=\s)|\s*\n))/iu;
/** "answer is (b)", "answer: b", "option b."; without brackets only at the end of a phrase ("answer is a dog"). */
const LETTER_SAID =
  /\b(?:answer|option|choice|choose|select|pick)(?:\s+(?:is|would be|option))*\s*[:=]?\s*["'“‘]?(?:\(\s*([ab])\s*\)|([ab])\)|([ab])["'”’]?(?=\s*(?:$|[.,;:!?\n]))(?!\s*[.,]\S))/giu;
/** "(a) is not", "(a) cannot", "(a) is wrong". */
const LETTER_DENIED =
  /(?:\([ab]\)|\b[ab])\s+(?:(?:is|are|was|does|would|can)\s*(?:n['’]t|not)\b|(?:is|are)\s+(?:wrong|incorrect|false|unlikely))/iu;

/** 'a', 'b', or null when the answer names neither, both, or refuses. */
export function readOption(response: string, options: Options): OptionLetter | null {
  const text = clean(response);
  const whole = bare(text);
  if (whole === '') return null;

  const asText = (['a', 'b'] as const).filter((letter) => bare(clean(options[letter])) === whole);
  const asLetter = whole === 'a' || whole === 'b' ? whole : null;
  if (asLetter && asText.length > 0 && !asText.includes(asLetter)) {
    // Options like "B" and "A": only "(a)" can tell the letter from the text.
    return /^\(\s*[ab]\s*\)\W*$/iu.test(text) ? asLetter : null;
  }
  if (asLetter) return asLetter;
  if (asText.length > 0) return asText.length === 1 ? (asText[0] ?? null) : null;

  const letters = markedLetters(text);
  const mentions = mentionedOptions(text, options);
  const named = new Set([...letters.named, ...mentions.options]);
  if (named.size !== 1 || REFUSAL.test(mentions.rest) || LETTER_DENIED.test(text)) return null;
  const [only = null] = named;
  // Said as the answer, or at the very beginning ("No, it is not there"): what follows explains it.
  if (letters.decided || mentions.leading) return only;
  return DOUBT.test(mentions.rest) ? null : only;
}

/** Composes full-width forms, drops formatting, end-of-text tokens and invisible characters. */
const clean = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/<\/?s>|<\|[^|>]*\|>/gu, ' ')
    .replace(/[*_`\u200b-\u200d\ufeff\0]/gu, '')
    .trim();

/** Lower case, single spaces, without surrounding punctuation. */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\s+/gu, ' ')
    .replace(/^[\s"'“”‘’([{.,:;!?。,]+|[\s"'“”‘’)\]}.,:;!?。,]+$/gu, '');

/** `decided`: a letter stands first or is called the answer, rather than merely occurring. */
function markedLetters(text: string): { named: Set<OptionLetter>; decided: boolean } {
  const first = LETTER_FIRST.exec(text);
  const said = [...(first ? [first] : []), ...text.matchAll(LETTER_SAID)];
  const all = [...said, ...LETTER_ANYWHERE.flatMap((pattern) => [...text.matchAll(pattern)])];
  const named = all.map((match) =>
    match.slice(1).join('').toLowerCase() === 'a' ? ('a' as const) : ('b' as const),
  );
  return { named: new Set(named), decided: said.length > 0 };
}

/** Options whose whole text occurs as whole words, the longer one first ("not open" before "open"). */
function mentionedOptions(text: string, options: Options) {
  const found = new Set<OptionLetter>();
  let rest = text.toLowerCase().replace(/\s+/gu, ' ');
  let leading = false;
  const order = (['a', 'b'] as const)
    .map((letter) => ({ letter, words: bare(clean(options[letter])) }))
    .sort((one, two) => two.words.length - one.words.length);
  for (const { letter, words } of order) {
    // One letter alone in a sentence ("a") is a word of the sentence and no answer.
    if (words === '' || /^[a-z]$/u.test(words)) continue;
    const before = isWordChar(words.at(0)) ? '(?<![\\p{L}\\p{N}]|\\d[.,])' : '';
    const after = isWordChar(words.at(-1)) ? "(?![\\p{L}\\p{N}]|[.,]\\d|['’]\\p{L})" : '';
    const escaped = words.replace(/[.*+?^${}()|[\]\\/-]/gu, '\\$&');
    const pattern = new RegExp(`${before}${escaped}${after}`, 'gu');
    if (!pattern.test(rest)) continue;
    found.add(letter);
    leading ||= new RegExp(`^["'“‘]?${escaped}["'”’]?(?=[.,;:!。,]|$)`, 'u').test(rest);
    // A mark that no rule reads, so that the shorter option is not found inside the longer.
    rest = rest.replaceAll(pattern, '\u25a1');
  }
  return { options: found, rest, leading };
}

/** Letters and digits bound words, except in scripts that are written without spaces. */
const isWordChar = (char: string | undefined): boolean =>
  char !== undefined &&
  /[\p{L}\p{N}]/u.test(char) &&
  !/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(char);
