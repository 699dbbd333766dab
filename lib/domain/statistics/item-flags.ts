/** Items that may be wrong, with what speaks for it. A flag asks a person to look; it decides nothing. */
import { correlationUpper } from './correlation';
import { itemStatistics, type ItemStatistics, type TimedAnswer } from './items';
import { rightChoice, type PairKey, type Side } from './pair-accuracy';

/** Below this share right an item counts as ambiguous. */
export const AMBIGUOUS_BELOW = 0.7;
/** Fewer answers than this raise no flag: one person's slip is no evidence. */
export const FLAG_ANSWERS = 2;

interface Evidence {
  pairId: string;
  side: Side;
  answers: number;
  right: number;
}

export type ItemFlag =
  /** More raters chose the wrong option than anything else. Blocks a release until adjudicated. */
  | (Evidence & { kind: 'majority-against-key'; severity: 'critical'; against: number })
  /** Both items of the pair are so: the answers were probably swapped. One flag per pair. */
  | {
      kind: 'both-inverted';
      severity: 'critical';
      pairId: string;
      answers: { A: number; B: number };
      against: { A: number; B: number };
    }
  | (Evidence & {
      kind: 'ambiguous';
      severity: 'warning';
      share: number;
      lower: number;
      upper: number;
    })
  /** Whoever is right elsewhere is wrong here, by more than chance would give. */
  | (Evidence & {
      kind: 'good-raters-wrong';
      severity: 'warning';
      correlation: number;
      raters: number;
    });

/**
 * Flags in the order of the key. A tie, or a majority that cannot tell, is no majority against the key
 * (it makes an item ambiguous). An item of an inverted pair has its own critical flags, too.
 */
export function itemFlags(keys: readonly PairKey[], answers: readonly TimedAnswer[]): ItemFlag[] {
  const items = itemStatistics(keys, answers);
  return keys.flatMap((key, at) => {
    const sides = [items[2 * at]!, items[2 * at + 1]!] as const;
    const flags = sides.flatMap((item) => flagsOf(item, key));
    const [a, b] = sides.map((item) =>
      flags.find((flag) => flag.kind === 'majority-against-key' && flag.side === item.side),
    );
    if (a?.kind === 'majority-against-key' && b?.kind === 'majority-against-key') {
      flags.unshift({
        kind: 'both-inverted',
        severity: 'critical',
        pairId: key.pairId,
        answers: { A: a.answers, B: b.answers },
        against: { A: a.against, B: b.against },
      });
    }
    return flags;
  });
}

function flagsOf(item: ItemStatistics, key: PairKey): ItemFlag[] {
  const { pairId, side, answers, right, majority, shareRight, itemRest } = item;
  if (answers < FLAG_ANSWERS || shareRight === null) return [];
  const evidence: Evidence = { pairId, side, answers, right };
  const flags: ItemFlag[] = [];
  if (majority.choice !== null && majority.choice !== rightChoice(key.keyForA, side)) {
    const against = majority.choice === 1 ? majority.votes.one : majority.votes.two;
    flags.push({ ...evidence, kind: 'majority-against-key', severity: 'critical', against });
  }
  const { estimate: share, lower, upper } = shareRight;
  if (share < AMBIGUOUS_BELOW) {
    flags.push({ ...evidence, kind: 'ambiguous', severity: 'warning', share, lower, upper });
  }
  if (itemRest.defined && correlationUpper(itemRest.value, itemRest.n) < 0) {
    const { value: correlation, n: raters } = itemRest;
    flags.push({
      ...evidence,
      kind: 'good-raters-wrong',
      severity: 'warning',
      correlation,
      raters,
    });
  }
  return flags;
}
