/** What is said where thresholds let through more pairs than a run can keep, and which would not. */
import { AppError } from '../errors';

/** Both cosines of pairs that passed, in any order. */
export interface FoundCosines {
  semantic: ArrayLike<number>;
  visual: ArrayLike<number>;
}

/** Cosines that are looked at: enough for three decimals. */
const LOOKED_AT = 100_000;
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
  const most = maxPairs.toLocaleString('en-US');
  const refused = `More than ${most} pairs pass these thresholds, and a run keeps no more. Nothing was stored.`;
  const semantic = some(found.semantic);
  const visual = some(found.visual);
  if (semantic.length < LEAST) {
    return new AppError(
      'unprocessable',
      `${refused} Raise the semantic threshold or lower the visual one, and start again.`,
    );
  }
  const above = (share: number) => ceiled(semantic[Math.floor((1 - share) * semantic.length)]!);
  const below = (share: number) => floored(visual[Math.ceil(share * visual.length) - 1]!);
  return new AppError(
    'unprocessable',
    `${refused} Raise the semantic threshold or lower the visual one, and start again. ` +
      `Of the pairs found so far one in ten has a semantic cosine above ${above(0.1)}, one in a hundred above ${above(0.01)}; ` +
      `one in ten has a visual cosine below ${below(0.1)}, one in a hundred below ${below(0.01)}.`,
  );
}

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
