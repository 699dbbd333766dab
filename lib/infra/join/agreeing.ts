/**
 * The exact join for several encoders of a role: a join of as many semantic encoders as a passing pair
 * cannot be below the threshold of, each of whose pairs is then tested by all encoders.
 */
import {
  agreeing,
  assertAgreeing,
  encodersToJoin,
  maxPairsOf,
  type AgreeingInput,
} from '@/lib/domain/mining/agreement';
import { byRows, collect, DEFAULT_MAX_PAIRS, type BlindPair } from '@/lib/domain/mining/join';
import { cosine } from '@/lib/domain/mining/rows';
import { joinPairsFast, type JoinOptions } from './join';

/**
 * The same pairs, cosines and order as `joinAgreeing`; with one encoder of each role those of
 * `joinPairsFast`, without `each`. Progress counts each pair once, however many encoders are joined.
 * Holds the pairs that pass, and no others.
 */
export async function joinAgreeingFast(
  input: AgreeingInput,
  options: JoinOptions = {},
): Promise<BlindPair[]> {
  const { semantic, visual, agreement, thresholds } = input;
  const encoders = semantic.length + visual.length;
  const most = input.maxPairs ?? maxPairsOf(encoders, DEFAULT_MAX_PAIRS);
  if (encoders === 2) {
    return joinPairsFast(
      { semantic: semantic[0]!, visual: visual[0]!, thresholds, maxPairs: most },
      options,
    );
  }
  assertAgreeing(input);
  const joins = encodersToJoin(semantic.length, agreement.semantic);
  const dimensions = [...semantic, ...visual].reduce((sum, rows) => sum + rows.dimensions, 0);
  const pairs: BlindPair[] = [];
  /** Of all joins, to refuse too many with what they are like. */
  const passing: BlindPair[] = [];
  for (let own = 0; own < joins; own += 1) {
    const accept = (i: number, j: number, ownCosine: number): BlindPair | undefined => {
      const cosines: number[] = [];
      for (const [k, rows] of semantic.entries()) {
        const value = k === own ? ownCosine : cosine(rows, i, rows, j);
        // The join of an earlier encoder had this pair.
        if (k < own && value > thresholds.semanticAbove) return undefined;
        cosines.push(value);
      }
      const pair = agreeing(input, i, j, cosines);
      if (pair) collect(passing, pair, most);
      return pair;
    };
    const rows = semantic[own]!;
    const found = await joinPairsFast(
      { semantic: rows, visual: visual[0]!, thresholds, maxPairs: most, accept },
      {
        ...options,
        dimensionsBeside: dimensions - rows.dimensions - visual[0]!.dimensions,
        ...(options.onProgress && { onProgress: shareOf(options.onProgress, own, joins) }),
      },
    );
    for (const pair of found) pairs.push(pair);
  }
  return pairs.sort(byRows);
}

/** Progress of one of several joins of the same pairs, as that of all. */
const shareOf =
  (
    onProgress: NonNullable<JoinOptions['onProgress']>,
    before: number,
    joins: number,
  ): NonNullable<JoinOptions['onProgress']> =>
  (done, total, perSecond) =>
    onProgress(Math.floor((before * total + done) / joins), total, Math.round(perSecond / joins));
