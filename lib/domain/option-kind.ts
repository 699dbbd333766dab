/** Of which kind an option is, so that two of different kinds can be told. */

const NUMBER_WORDS =
  /^(?:(?:zero|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundred)\b|(?!一[样起直般])[零〇一二两三四五六七八九十])/iu;
const YES = /^(?:yes|是|是的|有|对)$/iu;
const NO = /^(?:no|否|不是|没有|不对)$/iu;

const bare = (option: string): string =>
  option
    .normalize('NFKC')
    .trim()
    .replace(/[.。!！]+$/u, '');

export const isYes = (option: string): boolean => YES.test(bare(option));
export const isYesOrNo = (option: string): boolean => isYes(option) || NO.test(bare(option));

function kindOf(option: string): 'yes-no' | 'number' | 'other' {
  if (isYesOrNo(option)) return 'yes-no';
  const text = bare(option);
  return /^\d/u.test(text) || NUMBER_WORDS.test(text) ? 'number' : 'other';
}

/** How an option is written: capital or small letter first, full stop last. */
function formOf(option: string): string {
  const [first = ''] = option.trim();
  const cased = first.toLowerCase() !== first.toUpperCase();
  const start = cased ? (first === first.toUpperCase() ? 'capital' : 'small') : 'any';
  return `${start} ${/[.。]$/u.test(option.trim()) ? 'stop' : 'open'}`;
}

/** Two answers of one kind, written alike: two numbers, two words, or Yes and No. */
export function optionsAlike(one: string, two: string): boolean {
  const [a, b] = [kindOf(one), kindOf(two)];
  if (a !== b || (a === 'yes-no' && isYes(one) === isYes(two))) return false;
  const [formA, formB] = [formOf(one), formOf(two)];
  const [startA, endA] = formA.split(' ');
  const [startB, endB] = formB.split(' ');
  const startsAlike = startA === startB || startA === 'any' || startB === 'any';
  return startsAlike && endA === endB;
}
