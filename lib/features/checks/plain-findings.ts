import type { CheckRule, Finding } from '@/lib/domain/check-rules';
import { pairProblems, textProblem } from '@/lib/domain/formats/mmvp';
import { isPatternId } from '@/lib/domain/patterns';
import { majorityVote, type RaterAnswer } from '@/lib/domain/statistics/majority-vote';
import { rightChoice, type Choice, type Side } from '@/lib/domain/statistics/pair-accuracy';
import type { PairToCheck } from './load-checked-pairs';

const found = (
  rule: CheckRule,
  passed: boolean,
  detail: string,
  params?: Finding['params'],
): Finding => ({
  rule,
  status: passed ? 'PASSED' : 'FAILED',
  detail,
  ...(params && { params }),
});

/**
 * The rules that need no encoder. `answers` are those of the study to this pair. Against the key count
 * only raters whom the study's own rules leave in: who failed its attention checks is no evidence.
 */
export function plainFindings(
  pair: PairToCheck,
  answers: readonly RaterAnswer[],
  excluded: ReadonlyMap<string, unknown>,
): Finding[] {
  const { question } = pair;
  const options: [string, string] = [question.optionOne, question.optionTwo];
  const texts = pairProblems({ question: question.question, options });
  const statements = [
    textProblem('Statement A', question.statementA),
    textProblem('Statement B', question.statementB),
    question.statementA === question.statementB ? 'Both statements are the same.' : null,
  ].filter((problem) => problem !== null);
  const reviewers = question.reviews.filter((review) => review.reviewerId !== question.authorId);
  return [
    found('options', texts.length === 0, texts.length === 0 ? 'optionsFine' : 'textProblem', {
      text: texts.join(' '),
    }),
    found(
      'statements',
      statements.length === 0,
      statements.length === 0 ? 'statementsFine' : 'textProblem',
      { text: statements.join(' ') },
    ),
    found('version', pair.isCurrentVersion, pair.isCurrentVersion ? 'versionSame' : 'versionOld'),
    found('reviewed', reviewers.length > 0, reviewers.length > 0 ? 'approved' : 'notApproved', {
      count: reviewers.length,
    }),
    isPatternId(question.pattern)
      ? found('pattern', true, 'onePattern', { pattern: question.pattern })
      : found('pattern', false, 'noPattern', { pattern: question.pattern }),
    measuredFinding(answers),
    keyFinding(
      question.keyForA as Choice,
      answers.filter(({ raterId }) => !excluded.has(raterId)),
    ),
  ];
}

/** At least one rater answered both items. */
function measuredFinding(answers: readonly RaterAnswer[]): Finding {
  const sides = new Map<string, Set<Side>>();
  for (const { raterId, side } of answers) {
    sides.set(raterId, (sides.get(raterId) ?? new Set<Side>()).add(side));
  }
  const raters = [...sides.values()].filter((answered) => answered.size === 2).length;
  return found('measured', raters > 0, raters > 0 ? 'measuredBy' : 'notMeasured', { raters });
}

/**
 * A majority that chose the other option says that the key is wrong or the item misleads; both items
 * so says that the keys were swapped. A tie or "can't tell" is hard, not wrong.
 */
function keyFinding(keyForA: Choice, answers: readonly RaterAnswer[]): Finding {
  const votes = (['A', 'B'] as const).map((side) => {
    const vote = majorityVote(answers.filter((a) => a.side === side).map((a) => a.choice));
    const total = vote.votes.one + vote.votes.two + vote.votes.cantTell;
    const against = vote.choice !== null && vote.choice !== rightChoice(keyForA, side);
    const wrong = rightChoice(keyForA, side) === 1 ? vote.votes.two : vote.votes.one;
    return { side, total, against, wrong };
  });
  const against = votes.filter((vote) => vote.against);
  if (against.length === 2) {
    const [a, b] = votes as [(typeof votes)[0], (typeof votes)[0]];
    return found('key', false, 'keySwapped', {
      wrongA: a.wrong,
      totalA: a.total,
      wrongB: b.wrong,
      totalB: b.total,
    });
  }
  const [one] = against;
  if (one) {
    const { side, wrong, total } = one;
    return found('key', false, 'keyAgainst', { side, wrong, total });
  }
  return found('key', true, 'keyAgrees');
}
