/** What the answers say about single items, whether the key is right or not. */
import { pearson, type NoCorrelation } from './correlation';
import { undefinedFor, type Outcome } from './outcome';
import { rightChoice, type PairKey, type Side } from './pair-accuracy';
import { majorityVote, type RaterAnswer, type Vote } from './majority-vote';
import { distribution, type Distribution } from './quantile';
import { wilsonInterval, type Interval } from './wilson';

export interface TimedAnswer extends RaterAnswer {
  /** Milliseconds that the trial was looked at. */
  activeMs?: number;
  /** 1 (guessed) to 3 (sure). */
  confidence?: number;
}

/** Fewer raters than this give no item-rest correlation. */
export const ITEM_REST_RATERS = 8;

export interface ItemStatistics {
  pairId: string;
  side: Side;
  answers: number;
  right: number;
  /** Share right in [0, 1]; Wilson over raters, each of whom answers once. Null without answers. */
  shareRight: Interval | null;
  /** Bits, over option 1, option 2 and "can't tell": 0 (all the same) to log2(3). */
  entropy: Outcome<{ bits: number }, 'no-answers'>;
  cantTellShare: number | null;
  majority: Vote;
  activeMs: Outcome<Distribution, 'no-values'>;
  /** Mean of 1 to 3; null where none was given. */
  meanConfidence: number | null;
  /** Pearson over raters of right on this item with the rater's share right on all other items. */
  itemRest: Outcome<{ value: number; n: number }, NoCorrelation | 'few-raters'>;
}

/** Shannon's entropy of counts in bits (Bell System Technical Journal 27, 1948). */
export function entropyBits(counts: readonly number[]): Outcome<{ bits: number }, 'no-answers'> {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefinedFor('no-answers');
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / total) * Math.log2(count / total);
  return { defined: true, bits };
}

/** Two items per pair of the key, in its order. Answers to pairs outside the key are refused. */
export function itemStatistics(
  keys: readonly PairKey[],
  answers: readonly TimedAnswer[],
): ItemStatistics[] {
  const keyOf = new Map(keys.map((key) => [key.pairId, key]));
  const byItem = new Map<string, (TimedAnswer & { right: boolean })[]>();
  const totals = new Map<string, { items: number; right: number }>();
  for (const answer of answers) {
    const key = keyOf.get(answer.pairId);
    if (!key) throw new RangeError(`Pair ${answer.pairId} is not in the key.`);
    const right = answer.choice === rightChoice(key.keyForA, answer.side);
    const item = answer.side + answer.pairId;
    const list = byItem.get(item);
    if (list) list.push({ ...answer, right });
    else byItem.set(item, [{ ...answer, right }]);
    const total = totals.get(answer.raterId) ?? { items: 0, right: 0 };
    total.items += 1;
    total.right += Number(right);
    totals.set(answer.raterId, total);
  }
  return keys.flatMap(({ pairId }) =>
    (['A', 'B'] as const).map((side) => {
      const own = byItem.get(side + pairId) ?? [];
      const right = own.filter((answer) => answer.right).length;
      const majority = majorityVote(own.map((answer) => answer.choice));
      const { one, two, cantTell } = majority.votes;
      const sure = own.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence]));
      return {
        pairId,
        side,
        answers: own.length,
        right,
        shareRight: wilsonInterval(right, own.length),
        entropy: entropyBits([one, two, cantTell]),
        cantTellShare: own.length === 0 ? null : cantTell / own.length,
        majority,
        activeMs: distribution(
          own.flatMap(({ activeMs }) => (activeMs === undefined ? [] : [activeMs])),
        ),
        meanConfidence:
          sure.length === 0 ? null : sure.reduce((sum, value) => sum + value, 0) / sure.length,
        itemRest: itemRest(own, totals),
      };
    }),
  );
}

function itemRest(
  own: readonly { raterId: string; right: boolean }[],
  totals: ReadonlyMap<string, { items: number; right: number }>,
): ItemStatistics['itemRest'] {
  const withRest = own.filter(({ raterId }) => totals.get(raterId)!.items > 1);
  if (withRest.length < ITEM_REST_RATERS) return undefinedFor('few-raters');
  return pearson(
    withRest.map(({ right }) => Number(right)),
    withRest.map(({ raterId, right }) => {
      const total = totals.get(raterId)!;
      return (total.right - Number(right)) / (total.items - 1);
    }),
  );
}
