/** Sentences from the answers to "How many …": "There are three birds.", "The chair has four legs." */
import { singular } from './singular';

const NUMBERS = [
  ...['no', 'one', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
];

/** Null where the question has another form, the option is no number, or one of a thing has no sure name. */
export function countedSentence(topic: string, option: string): string | null {
  const count = numberOf(option);
  const question = /^how many (.+?) (is|are|does|do|can) (.+)$/iu.exec(topic);
  if (count === null || !question) return null;
  const [, things, verb, rest] = question as unknown as [string, string, string, string];
  const one = count === 'one';
  const named = one ? singular(things) : things;
  if (named === null) return null;
  const is = one ? 'is' : 'are';
  if (/^are$/iu.test(verb)) {
    const there = /^there\b(?: (.+))?$/iu.exec(rest);
    if (there) return ['there', is, count, named, there[1]].filter(Boolean).join(' ');
    return /^(?:visible|shown)$/iu.test(rest)
      ? `there ${is} ${count} ${named}`
      : `${count} ${named} ${is} ${rest}`;
  }
  if (
    /^(?:can|do)$/iu.test(verb) &&
    /^(?:you|we) (?:see|count)$|^be (?:seen|counted)$/iu.test(rest)
  )
    return `there ${is} ${count} ${named}`;
  const owner = /^(.+) have$/iu.exec(rest)?.[1];
  if (owner === undefined || !/^(?:does|do)$/iu.test(verb)) return null;
  return `${owner} ${/^does$/iu.test(verb) ? 'has' : 'have'} ${count} ${named}`;
}

/** "3", "Three", "none" as the word of a sentence; larger numbers as digits; null for what is no plain number. */
function numberOf(option: string): string | null {
  const text = option.toLowerCase();
  if (text === 'none' || text === 'zero') return 'no';
  if (/^\d{1,4}$/u.test(text)) return NUMBERS[Number(text)] ?? text;
  return NUMBERS.indexOf(text) > 0 ? text : null;
}
