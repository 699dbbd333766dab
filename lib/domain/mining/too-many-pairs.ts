/** What is said where thresholds let through more pairs than a run can keep, and which would not. */
import { AppError } from '../errors';

/** Both cosines of pairs that passed, in any order; with several encoders of a role the deciding one. */
export interface FoundCosines {
  semantic: ArrayLike<number>;
  visual: ArrayLike<number>;
  /** That there are several encoders of a role, of whose cosines one decides. */
  several?: boolean;
}

/** Cosines that are looked at: enough for three decimals. */
export const LOOKED_AT = 100_000;
/** Fewer say nothing about a share of one in a hundred. */
const LEAST = 1000;

/**
 * The refusal, with the thresholds that one in ten and one in a hundred of the pairs found so far would
 * pass: how far the comparison had come is not known here, so the reader chooses.
 */
export function tooManyPairs(
  maxPairs: number,
  found: FoundCosines = { semantic: [], visual: [] },
): AppError {
  const refused = `More than ${maxPairs.toLocaleString('en-US')} pairs pass these thresholds, and a run keeps no more. Nothing was stored.`;
  const advice = 'Raise the semantic threshold or lower the visual one, and start again.';
  const near = nearThresholds(found);
  if (!near) {
    return new AppError('unprocessable', `${refused} ${advice}`, {
      key: 'tooManyPairs',
      params: { most: maxPairs },
    });
  }
  const several = found.several ?? false;
  const text = several
    ? `${nearText(near, 'deciding ')} The deciding cosine is the one that as many encoders as have to agree reach.`
    : nearText(near);
  return new AppError('unprocessable', `${refused} ${advice} ${text}`, {
    key: several ? 'tooManyPairsSeveral' : 'tooManyPairsNear',
    params: { most: maxPairs, ...near },
  });
}

/** Thresholds that a tenth and a hundredth of the pairs would pass, to four decimals. */
export interface NearThresholds {
  semanticTenth: string;
  semanticHundredth: string;
  visualTenth: string;
  visualHundredth: string;
}

/** Null where too little was found to say so. */
export function nearThresholds(found: FoundCosines): NearThresholds | null {
  const semantic = some(found.semantic);
  const visual = some(found.visual);
  if (semantic.length < LEAST) return null;
  const above = (share: number) => ceiled(semantic[Math.floor((1 - share) * semantic.length)]!);
  const below = (share: number) => floored(visual[Math.ceil(share * visual.length) - 1]!);
  return {
    semanticTenth: above(0.1),
    semanticHundredth: above(0.01),
    visualTenth: below(0.1),
    visualHundredth: below(0.01),
  };
}

/** `which` of several cosines it is. */
export const nearText = (near: NearThresholds, which = ''): string =>
  `Of the pairs found so far one in ten has a ${which}semantic cosine above ${near.semanticTenth}, one in a hundred above ${near.semanticHundredth}; ` +
  `one in ten has a ${which}visual cosine below ${near.visualTenth}, one in a hundred below ${near.visualHundredth}.`;

/** At even distances, ascending. */
function some(values: ArrayLike<number>): Float64Array {
  const step = Math.max(1, Math.floor(values.length / LOOKED_AT));
  return Float64Array.from(
    { length: Math.floor(values.length / step) },
    (_, k) => values[k * step]!,
  ).sort();
}

const DECIMALS = 1e4;
/** Above 1 there is no pair: of near-copies the next best is named. */
const GREATEST = 0.9999;
const ceiled = (value: number): string =>
  Math.min(GREATEST, Math.ceil(value * DECIMALS) / DECIMALS).toFixed(4);
const floored = (value: number): string => (Math.floor(value * DECIMALS) / DECIMALS).toFixed(4);
