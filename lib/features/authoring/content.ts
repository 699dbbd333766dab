/** A question's content between its rows and the form. */
import { EMPTY_QUESTION, type QuestionContent } from '@/lib/domain/question-lint';

/** Key, statements and pattern are blind by default; an author reads his own by name. */
export const CONTENT_SELECT = {
  question: true,
  optionOne: true,
  optionTwo: true,
  keyForA: true,
  statementA: true,
  statementB: true,
  pattern: true,
  note: true,
} as const;

type ContentRow = Omit<QuestionContent, 'keyForA'> & { keyForA: number | null };

export function toContent(row: ContentRow | null): QuestionContent {
  if (!row) return EMPTY_QUESTION;
  const { question, optionOne, optionTwo, statementA, statementB, pattern, note, keyForA } = row;
  return {
    question,
    optionOne,
    optionTwo,
    statementA,
    statementB,
    pattern,
    note,
    keyForA: keyForA === 1 || keyForA === 2 ? keyForA : null,
  };
}
