/** What a reviewer's own answers mean for the decision. */
export type Answer = 1 | 2 | null;

export interface KeyedAnswers {
  answerA: Answer;
  answerB: Answer;
  keyForA: 1 | 2;
}

/** The right option for image B: the pair is built so that it is the other one. */
export const keyForB = (keyForA: 1 | 2): 1 | 2 => (keyForA === 1 ? 2 : 1);

/** Sides where the reviewer's answer is not the key; "can't tell" counts as disagreement. */
export function disagreements({ answerA, answerB, keyForA }: KeyedAnswers): ('A' | 'B')[] {
  const sides: ('A' | 'B')[] = [];
  if (answerA !== keyForA) sides.push('A');
  if (answerB !== keyForB(keyForA)) sides.push('B');
  return sides;
}

/** Whether a decision needs a sentence for the author and the record. */
export function needsComment(verdict: Verdict, answers: KeyedAnswers): boolean {
  if (verdict === 'REQUEST_CHANGES') return true;
  return verdict === 'APPROVE' && disagreements(answers).length > 0;
}

/** How long a verdict can be taken back by whoever gave it. */
export const VERDICT_UNDO_MINUTES = 10;

export type Verdict = 'APPROVE' | 'REQUEST_CHANGES' | 'REJECT';

/** What a comment may be about; none of them means the question as a whole. */
export const REVIEW_FIELDS = [
  'question',
  'optionOne',
  'optionTwo',
  'key',
  'statementA',
  'statementB',
  'pattern',
  'images',
] as const;
export type ReviewField = (typeof REVIEW_FIELDS)[number];

export const isReviewField = (value: string | null): value is ReviewField =>
  (REVIEW_FIELDS as readonly (string | null)[]).includes(value);

export const REVIEWS_MAX = 3;

/**
 * How many reviews a question gets. `draw` is uniform in [0, 1): a question whose draw lies under the
 * overlap (percent) gets all reviews that the project asks for, any other one.
 */
export function reviewsFor(
  { reviewsPerQuestion, reviewOverlap }: { reviewsPerQuestion: number; reviewOverlap: number },
  draw: number,
): number {
  return draw * 100 < reviewOverlap ? reviewsPerQuestion : 1;
}

/**
 * What independent verdicts on one question come to: the verdict that all gave, once there are
 * `wanted` of them; 'disagree' as soon as two differ, for no further one could make them agree.
 */
export function outcomeOf(
  verdicts: readonly Verdict[],
  wanted: number,
): Verdict | 'wait' | 'disagree' {
  const [first] = verdicts;
  if (first === undefined) return 'wait';
  if (verdicts.some((verdict) => verdict !== first)) return 'disagree';
  return verdicts.length >= wanted ? first : 'wait';
}
