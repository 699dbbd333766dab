/**
 * A first wording of the two statements, from the question and its options. English only and plain: the usual
 * forms of question become sentences, every other becomes "topic: option", in Chinese with the marks of
 * Chinese, which the lint names and the author then edits.
 */
import { normalizeQuestion, type QuestionContent } from './question-lint';
import { STATEMENT_FORMS, lowerFirst } from './statement-forms';

/** Null until question, both options and the key are there. */
export function proposeStatements(
  content: QuestionContent,
): { statementA: string; statementB: string } | null {
  const { question, optionOne, optionTwo, keyForA } = normalizeQuestion(content);
  if (question === '' || optionOne === '' || optionTwo === '' || keyForA === null) return null;
  const topic = question.replace(/[?？]\s*$/u, '').trim();
  const han = /\p{Script=Han}/u.test(topic);
  // Both are sentences, or neither: two statements that are built differently give the answer away.
  const sentences = both(topic, optionOne, optionTwo);
  const [one, two] = sentences ?? [
    `${topic}${han ? '：' : ': '}${lowerFirst(optionOne)}`,
    `${topic}${han ? '：' : ': '}${lowerFirst(optionTwo)}`,
  ];
  const [first, second] = [one, two].map((text) => sentence(text, han ? '。' : '.')) as [
    string,
    string,
  ];
  return keyForA === 1
    ? { statementA: first, statementB: second }
    : { statementA: second, statementB: first };
}

function both(topic: string, one: string, two: string): [string, string] | null {
  for (const form of STATEMENT_FORMS) {
    const made = [form(topic, one, two), form(topic, two, one)] as const;
    if (made[0] !== null && made[1] !== null) return [made[0], made[1]];
  }
  return null;
}

const sentence = (text: string, stop: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.。]$/u, '')}${stop}`;
