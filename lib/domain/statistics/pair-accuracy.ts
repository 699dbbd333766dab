/**
 * Scoring of answers. An item is the question on one image; a pair is right when both its items are.
 * "Can't tell" is wrong. Missing and unparsed answers of a model are wrong and counted apart.
 */

/** What guessing gives: half of the items, a quarter of the pairs. */
export const CHANCE_ITEM_ACCURACY = 0.5;
export const CHANCE_PAIR_ACCURACY = 0.25;

export type Side = 'A' | 'B';
/** An option in canonical order, whatever order it was displayed or exported in. */
export type Choice = 1 | 2;

export interface PairKey {
  pairId: string;
  /** The option that is right for image A; image B gets the other. */
  keyForA: Choice;
}

export interface ItemAnswer {
  pairId: string;
  side: Side;
  /** What was said. Only people can say "can't tell"; only a model's answer can be unparsed. */
  answer: Choice | 'cant-tell' | 'unparsed';
}

export interface ScoredPair {
  pairId: string;
  rightA: boolean;
  rightB: boolean;
}

export interface Score {
  items: number;
  itemsRight: number;
  /** itemsRight / items in [0, 1]; null when there is no pair. */
  itemAccuracy: number | null;
  pairs: number;
  pairsRight: number;
  /** pairsRight / pairs in [0, 1]; null when there is no pair. */
  pairAccuracy: number | null;
  /** Counted as wrong above, and told apart here. */
  cantTell: number;
  unparsed: number;
  missing: number;
  perPair: ScoredPair[];
}

export const rightChoice = (keyForA: Choice, side: Side): Choice =>
  side === 'A' ? keyForA : keyForA === 1 ? 2 : 1;

/**
 * Scores one answer per item against every pair of the key; an item without an answer is missing.
 * Throws RangeError for two answers to one item or an answer to a pair outside the key, because
 * either would silently change the accuracy.
 */
export function scoreAnswers(keys: readonly PairKey[], answers: readonly ItemAnswer[]): Score {
  const given = new Map<string, ItemAnswer['answer']>();
  const known = new Set(keys.map((key) => key.pairId));
  for (const { pairId, side, answer } of answers) {
    const item = `${side}${pairId}`;
    if (!known.has(pairId)) throw new RangeError(`Pair ${pairId} is not in the key.`);
    if (given.has(item)) throw new RangeError(`Pair ${pairId}, image ${side} is answered twice.`);
    given.set(item, answer);
  }
  const counts = { cantTell: 0, unparsed: 0, missing: 0 };
  const isRight = (key: PairKey, side: Side): boolean => {
    const answer = given.get(`${side}${key.pairId}`);
    if (answer === undefined) counts.missing += 1;
    else if (answer === 'cant-tell') counts.cantTell += 1;
    else if (answer === 'unparsed') counts.unparsed += 1;
    return answer === rightChoice(key.keyForA, side);
  };
  const perPair = keys.map((key) => ({
    pairId: key.pairId,
    rightA: isRight(key, 'A'),
    rightB: isRight(key, 'B'),
  }));
  return { ...summarize(perPair), ...counts, perPair };
}

function summarize(perPair: readonly ScoredPair[]) {
  const itemsRight = perPair.reduce(
    (sum, pair) => sum + Number(pair.rightA) + Number(pair.rightB),
    0,
  );
  const pairsRight = perPair.filter((pair) => pair.rightA && pair.rightB).length;
  const pairs = perPair.length;
  return {
    items: 2 * pairs,
    itemsRight,
    itemAccuracy: pairs === 0 ? null : itemsRight / (2 * pairs),
    pairs,
    pairsRight,
    pairAccuracy: pairs === 0 ? null : pairsRight / pairs,
  };
}
