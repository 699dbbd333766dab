/**
 * A first wording of the two statements, from the question and its options. English only and plain:
 * what it cannot turn into a sentence becomes "topic: option", which the author then edits.
 */
import { normalizeQuestion, type QuestionContent } from './question-lint';

/** Null until question, both options and the key are there. */
export function proposeStatements(
  content: QuestionContent,
): { statementA: string; statementB: string } | null {
  const { question, optionOne, optionTwo, keyForA } = normalizeQuestion(content);
  if (question === '' || optionOne === '' || optionTwo === '' || keyForA === null) return null;
  const one = statement(question, optionOne, optionTwo);
  const two = statement(question, optionTwo, optionOne);
  return keyForA === 1
    ? { statementA: one, statementB: two }
    : { statementA: two, statementB: one };
}

function statement(question: string, option: string, other: string): string {
  const topic = question.replace(/[?？]\s*$/u, '').trim();
  const inverted = /^(is|are|was|were) ((?:the|this|that|these|those|there) ?\S*) (.+)$/iu.exec(
    topic,
  );
  if (inverted) {
    const [, verb, subject, rest] = inverted as unknown as [string, string, string, string];
    const there = /^there\b/iu.test(subject);
    const head = there ? `there ${verb.toLowerCase()}` : `${subject} ${verb.toLowerCase()}`;
    const tail = there ? `${subject.replace(/^there ?/iu, '')} ${rest}`.trim() : rest;
    if (isYes(option)) return sentence(`${head} ${tail}`);
    if (isNo(option)) return sentence(`${head} not ${tail}`);
    const chosen = replaceChoice(tail, option, other);
    if (chosen !== null) return sentence(`${head} ${chosen}`);
  }
  return sentence(`${topic}: ${lowerFirst(option)}`);
}

/** "facing left or right" with "Left" becomes "facing left". */
function replaceChoice(text: string, option: string, other: string): string | null {
  const lower = text.toLowerCase();
  for (const choice of [`${option} or ${other}`, `${other} or ${option}`]) {
    const at = lower.indexOf(choice.toLowerCase());
    if (at >= 0) return text.slice(0, at) + lowerFirst(option) + text.slice(at + choice.length);
  }
  return null;
}

const isYes = (option: string): boolean => option.toLowerCase() === 'yes';
const isNo = (option: string): boolean => option.toLowerCase() === 'no';

/** Keeps abbreviations and single capitals ("A", "USA") as they are. */
const lowerFirst = (text: string): string =>
  /^\p{Lu}\p{Ll}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/\.$/u, '')}.`;
