/** Which image comes first, and which option is written as (a), for every pair of an export. */
import { createRng } from '../rng';
import { rightChoice, type Choice, type Side } from '../statistics/pair-accuracy';

export interface PairToPlace {
  pairId: string;
  keyForA: Choice;
  /** Balanced within each pattern as well as overall. */
  pattern?: string;
}

export interface Placement {
  pairId: string;
  /** 1-based; the pair is rows 2 * position - 1 and 2 * position. */
  position: number;
  /** The side whose image is the odd row. */
  firstSide: Side;
  /** True when canonical option 2 is written as (a). */
  optionsSwapped: boolean;
}

/**
 * Places pairs in their given order. Of the odd rows, half (rounded up or down) have the key (a),
 * overall and in each pattern, and which ones is drawn from the seed: unlike in MMVP's own file, the
 * parity of a row says nothing about its answer. The first image is balanced in the same way.
 */
export function balanceKeys(pairs: readonly PairToPlace[], seed: string): Placement[] {
  const firstKeyIsA = balancedFlags(pairs, `${seed}/keys`);
  const firstIsSideA = balancedFlags(pairs, `${seed}/sides`);
  return pairs.map(({ pairId, keyForA }, i) => {
    const firstSide: Side = firstIsSideA[i] ? 'A' : 'B';
    const rightForFirst = rightChoice(keyForA, firstSide);
    return {
      pairId,
      position: i + 1,
      firstSide,
      optionsSwapped: firstKeyIsA[i] ? rightForFirst === 2 : rightForFirst === 1,
    };
  });
}

/** Shuffled within each pattern, then alternating across all: half true overall and in each pattern. */
function balancedFlags(pairs: readonly PairToPlace[], seed: string): boolean[] {
  const rng = createRng(seed);
  const groups = new Map<string, number[]>();
  pairs.forEach(({ pattern = '' }, i) => {
    const group = groups.get(pattern);
    if (group) group.push(i);
    else groups.set(pattern, [i]);
  });
  const flags = new Array<boolean>(pairs.length).fill(false);
  let flag = rng.nextInt(2) === 0;
  for (const group of groups.values()) {
    for (const i of rng.shuffle(group)) {
      flags[i] = flag;
      flag = !flag;
    }
  }
  return flags;
}
