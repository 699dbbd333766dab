/** What a question looks like beside the others of its project. Worth a look, never in the way. */
import { isYes, isYesOrNo } from './option-kind';
import type { LintFinding, QuestionContent } from './question-lint';

/** How often each answer is right for image A; image B gets the other. */
export interface KeyCounts {
  /** Of questions whose options are not Yes and No: by the place of the option. */
  one: number;
  two: number;
  /** Of Yes/No questions: by the answer. */
  yes: number;
  no: number;
}

export interface ProjectFacts {
  /** Numbers of other pairs that ask the very same. */
  sameAs: readonly number[];
  keys: KeyCounts;
}

export const NO_FACTS: ProjectFacts = { sameAs: [], keys: { one: 0, two: 0, yes: 0, no: 0 } };

/** Fewer keys than this are lopsided by chance alone. */
const LEAST_KEYS = 20;
/** Of 20 keys, 14 or more of a kind come by chance in 1 of 17 projects. */
const LOPSIDED = 0.65;

export function lintInProject(content: QuestionContent, facts: ProjectFacts): LintFinding[] {
  const found: LintFinding[] = [];
  if (facts.sameAs.length > 0) {
    found.push({
      code: 'question-same',
      severity: 'warning',
      field: 'question',
      params: { pairs: facts.sameAs.join(', ') },
    });
  }
  const lopsided = keyBalance(content, facts.keys);
  if (lopsided) found.push(lopsided);
  return found;
}

function keyBalance(content: QuestionContent, keys: KeyCounts): LintFinding | null {
  if (content.keyForA === null) return null;
  const right = content.keyForA === 1 ? content.optionOne : content.optionTwo;
  const yesNo = isYesOrNo(content.optionOne) && isYesOrNo(content.optionTwo);
  const like = yesNo
    ? isYes(right)
      ? keys.yes
      : keys.no
    : content.keyForA === 1
      ? keys.one
      : keys.two;
  const all = yesNo ? keys.yes + keys.no : keys.one + keys.two;
  if (all < LEAST_KEYS || like / all <= LOPSIDED) return null;
  return {
    code: yesNo ? 'key-balance-answer' : 'key-balance-place',
    severity: 'warning',
    field: 'keyForA',
    params: {
      share: Math.round((100 * like) / all),
      count: all,
      answer: right.trim(),
      place: content.keyForA,
    },
  };
}
