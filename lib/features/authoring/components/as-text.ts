import type { QuestionContent } from '@/lib/domain/question-lint';

/** A draft as plain lines, to be copied or compared. */
export const asText = (content: QuestionContent): string =>
  [
    content.question,
    `1: ${content.optionOne}${content.keyForA === 1 ? ' (A)' : ''}`,
    `2: ${content.optionTwo}${content.keyForA === 2 ? ' (A)' : ''}`,
    `A: ${content.statementA}`,
    `B: ${content.statementB}`,
    content.pattern ?? '',
    content.note,
  ]
    .filter((line) => line !== '')
    .join('\n');
