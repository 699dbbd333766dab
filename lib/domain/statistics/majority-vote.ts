/** The raters' majority as one answer per item. */
import {
  scoreAnswers,
  type Choice,
  type ItemAnswer,
  type PairKey,
  type Score,
  type Side,
} from './pair-accuracy';

export interface RaterAnswer {
  raterId: string;
  pairId: string;
  side: Side;
  /** Null for "can't tell". */
  choice: Choice | null;
}

export interface Vote {
  /** The most frequent answer; null for a tie at the top, or when "can't tell" won. */
  choice: Choice | null;
  tie: boolean;
  votes: { one: number; two: number; cantTell: number };
}

/** Plurality over option 1, option 2 and "can't tell". A tie has no winner and so counts as wrong. */
export function majorityVote(choices: readonly (Choice | null)[]): Vote {
  const votes = {
    one: choices.filter((choice) => choice === 1).length,
    two: choices.filter((choice) => choice === 2).length,
    cantTell: choices.filter((choice) => choice === null).length,
  };
  const top = Math.max(votes.one, votes.two, votes.cantTell);
  const winners = [votes.one, votes.two, votes.cantTell].filter((count) => count === top).length;
  const tie = choices.length > 0 && winners > 1;
  if (tie || choices.length === 0) return { choice: null, tie, votes };
  return { choice: votes.one === top ? 1 : votes.two === top ? 2 : null, tie, votes };
}

/** Item and pair accuracy of the majority; `ties` counts items, all of which are wrong. */
export function scoreMajority(
  keys: readonly PairKey[],
  answers: readonly RaterAnswer[],
): Score & { ties: number } {
  const byItem = new Map<string, (Choice | null)[]>();
  for (const { pairId, side, choice } of answers) {
    const item = `${side}${pairId}`;
    const list = byItem.get(item);
    if (list) list.push(choice);
    else byItem.set(item, [choice]);
  }
  let ties = 0;
  const voted: ItemAnswer[] = [];
  for (const { pairId } of keys) {
    for (const side of ['A', 'B'] as const) {
      const choices = byItem.get(`${side}${pairId}`);
      if (!choices) continue;
      const vote = majorityVote(choices);
      if (vote.tie) ties += 1;
      voted.push({ pairId, side, answer: vote.choice ?? 'cant-tell' });
    }
  }
  return { ...scoreAnswers(keys, voted), ties };
}
