/** What a model proposes for a pair, and how it goes into the form of the bench. */
import type { PatternId } from '../patterns';
import type { QuestionContent } from '../question-lint';

export interface Proposal {
  question: string;
  optionOne: string;
  optionTwo: string;
  /** Which option the model takes for right on image A. */
  keyForA: 1 | 2;
  statementA: string;
  statementB: string;
  pattern: PatternId;
}

/** The fields that a proposal fills. The note to the reviewer stays the author's. */
export type ProposedFields = Pick<QuestionContent, keyof Proposal>;

export const fieldsOf = (content: ProposedFields): ProposedFields => ({
  question: content.question,
  optionOne: content.optionOne,
  optionTwo: content.optionTwo,
  keyForA: content.keyForA,
  statementA: content.statementA,
  statementB: content.statementB,
  pattern: content.pattern,
});

export const sameFields = (one: ProposedFields, two: ProposedFields): boolean =>
  Object.entries(fieldsOf(one)).every(
    ([field, value]) => fieldsOf(two)[field as keyof Proposal] === value,
  );

/**
 * Whether filling the form would lose something of the person's: anything written or chosen that the
 * proposal has otherwise. What an earlier proposal put there, and nobody touched, is no loss.
 */
export function wouldLose(
  content: ProposedFields,
  proposal: Proposal,
  filledBefore: Proposal | null,
): boolean {
  if (filledBefore && sameFields(content, filledBefore)) return false;
  return Object.entries(fieldsOf(content)).some(([field, value]) => {
    const empty = value === null || (typeof value === 'string' && value.trim() === '');
    return !empty && value !== proposal[field as keyof Proposal];
  });
}

/** The proposal as the form would hold it, to be linted. */
export const asContent = (proposal: Proposal): QuestionContent => ({ ...proposal, note: '' });
