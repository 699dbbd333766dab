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
export function needsComment(
  verdict: 'APPROVE' | 'REQUEST_CHANGES' | 'REJECT',
  answers: KeyedAnswers,
): boolean {
  if (verdict === 'REQUEST_CHANGES') return true;
  return verdict === 'APPROVE' && disagreements(answers).length > 0;
}
