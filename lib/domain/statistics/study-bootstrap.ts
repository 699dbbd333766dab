/**
 * The crossed bootstrap of all estimands from the same draws: mean individual item and pair accuracy,
 * and those of the majority of the drawn raters. Owen, doi 10.1214/07-AOAS122, as crossed-bootstrap.ts.
 */
import { createRng } from '../rng';
import type { RaterAnswer } from './majority-vote';
import { rightChoice, type PairKey } from './pair-accuracy';
import { MINIMUM_DRAWS } from './resampling';

/** Raters x items, row after row; item 2p is image A of pair p and item 2p + 1 its image B. */
export interface AnswerMatrix {
  raterIds: string[];
  pairIds: string[];
  /** 0 missing, 1 right, 2 the other option, 3 "can't tell". Length raters x 2 pairs. */
  codes: Uint8Array;
}

/** Raters in order of first appearance, pairs in the order of the key. */
export function answerMatrix(
  keys: readonly PairKey[],
  answers: readonly RaterAnswer[],
): AnswerMatrix {
  const pairAt = new Map(keys.map((key, at) => [key.pairId, at]));
  const raterAt = new Map<string, number>();
  for (const { raterId } of answers) {
    if (!raterAt.has(raterId)) raterAt.set(raterId, raterAt.size);
  }
  const codes = new Uint8Array(raterAt.size * 2 * keys.length);
  for (const { raterId, pairId, side, choice } of answers) {
    const pair = pairAt.get(pairId);
    if (pair === undefined) throw new RangeError(`Pair ${pairId} is not in the key.`);
    const at = (raterAt.get(raterId)! * keys.length + pair) * 2 + Number(side === 'B');
    if (codes[at] !== 0) {
      throw new RangeError(`Rater ${raterId} answered pair ${pairId}, image ${side} twice.`);
    }
    const right = rightChoice(keys[pair]!.keyForA, side);
    codes[at] = choice === null ? 3 : choice === right ? 1 : 2;
  }
  return { raterIds: [...raterAt.keys()], pairIds: keys.map((key) => key.pairId), codes };
}

/** One value per draw, in [0, 1]; NaN where the drawn raters and pairs have no answer in common. */
export interface StudyDraws {
  meanItem: Float64Array;
  meanPair: Float64Array;
  majorityItem: Float64Array;
  majorityPair: Float64Array;
}

/** Votes for right, other and "can't tell" share one integer, ten bits each. */
const BITS = 10;
const MASK = (1 << BITS) - 1;
export const MOST_RATERS = MASK;

/**
 * `draws` times: raters and pairs drawn independently with replacement, a cell weighing the product.
 * A majority is the most frequent answer, ties wrong, over items that a drawn rater answered.
 */
export function studyDraws(matrix: AnswerMatrix, draws: number, seed: string): StudyDraws {
  const raters = matrix.raterIds.length;
  const pairs = matrix.pairIds.length;
  const items = 2 * pairs;
  if (!Number.isInteger(draws) || draws < MINIMUM_DRAWS) {
    throw new RangeError(`At least ${MINIMUM_DRAWS} draws are needed, got ${draws}.`);
  }
  if (raters > MOST_RATERS) throw new RangeError(`At most ${MOST_RATERS} raters.`);
  const { votes, both } = packed(matrix);
  const rng = createRng(seed);
  const raterWeights = new Int32Array(raters);
  const itemSums = new Int32Array(items);
  const pairSums = new Int32Array(pairs);
  const result: StudyDraws = {
    meanItem: new Float64Array(draws),
    meanPair: new Float64Array(draws),
    majorityItem: new Float64Array(draws),
    majorityPair: new Float64Array(draws),
  };
  for (let draw = 0; draw < draws; draw += 1) {
    raterWeights.fill(0);
    for (let i = 0; i < raters; i += 1) raterWeights[rng.nextInt(raters)]! += 1;
    itemSums.fill(0);
    pairSums.fill(0);
    for (let r = 0; r < raters; r += 1) {
      const weight = raterWeights[r]!;
      if (weight === 0) continue;
      for (let i = 0, at = r * items; i < items; i += 1, at += 1) {
        itemSums[i]! += weight * votes[at]!;
      }
      for (let p = 0, at = r * pairs; p < pairs; p += 1, at += 1) {
        pairSums[p]! += weight * both[at]!;
      }
    }
    score(result, draw, itemSums, pairSums, () => rng.nextInt(pairs));
  }
  return result;
}

/** Per cell: the item's vote; and for the pair, 1 where both are answered, plus 2^10 where right. */
function packed({ codes, raterIds, pairIds }: AnswerMatrix) {
  const unit = [0, 1, 1 << BITS, 1 << (2 * BITS)];
  const votes = Int32Array.from(codes, (code) => unit[code]!);
  const both = new Int32Array(raterIds.length * pairIds.length);
  for (let cell = 0; cell < both.length; cell += 1) {
    const a = codes[2 * cell]!;
    const b = codes[2 * cell + 1]!;
    if (a !== 0 && b !== 0) both[cell] = 1 + (a === 1 && b === 1 ? 1 << BITS : 0);
  }
  return { votes, both };
}

/** Adds up as many drawn pairs as there are. */
function score(
  result: StudyDraws,
  draw: number,
  itemSums: Int32Array,
  pairSums: Int32Array,
  nextPair: () => number,
): void {
  let answered = 0;
  let right = 0;
  let both = 0;
  let bothRight = 0;
  let votedItems = 0;
  let wonItems = 0;
  let votedPairs = 0;
  let wonPairs = 0;
  for (let i = 0; i < pairSums.length; i += 1) {
    const p = nextPair();
    const a = itemSums[2 * p]!;
    const b = itemSums[2 * p + 1]!;
    const aRight = a & MASK;
    const aOther = (a >> BITS) & MASK;
    const aCannot = a >> (2 * BITS);
    const bRight = b & MASK;
    const bOther = (b >> BITS) & MASK;
    const bCannot = b >> (2 * BITS);
    answered += aRight + aOther + aCannot + bRight + bOther + bCannot;
    right += aRight + bRight;
    both += pairSums[p]! & MASK;
    bothRight += pairSums[p]! >> BITS;
    const aWon = aRight > aOther && aRight > aCannot ? 1 : 0;
    const bWon = bRight > bOther && bRight > bCannot ? 1 : 0;
    const aVoted = a > 0 ? 1 : 0;
    const bVoted = b > 0 ? 1 : 0;
    votedItems += aVoted + bVoted;
    wonItems += aWon + bWon;
    votedPairs += aVoted & bVoted;
    wonPairs += aWon & bWon;
  }
  result.meanItem[draw] = right / answered;
  result.meanPair[draw] = bothRight / both;
  result.majorityItem[draw] = wonItems / votedItems;
  result.majorityPair[draw] = wonPairs / votedPairs;
}
