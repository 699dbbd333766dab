import { isPatternId, type PatternId } from '@/lib/domain/patterns';
import type { QuestionContent } from '@/lib/domain/question-lint';

/** A draft as plain lines, to be copied or compared; `nameOf` a pattern is the reader's. */
export const asText = (content: QuestionContent, nameOf: (pattern: PatternId) => string): string =>
  [
    content.question,
    `1: ${content.optionOne}${content.keyForA === 1 ? ' (A)' : ''}`,
    `2: ${content.optionTwo}${content.keyForA === 2 ? ' (A)' : ''}`,
    `A: ${content.statementA}`,
    `B: ${content.statementB}`,
    content.pattern !== null && isPatternId(content.pattern) ? nameOf(content.pattern) : '',
    content.note,
  ]
    .filter((line) => line !== '')
    .join('\n');
