/** All CLIP-blind pairs of a corpus, in plain TypeScript: the reference that faster ways must equal. */
import { AppError } from '../errors';
import { tooManyPairs } from './too-many-pairs';
import { assertUnitRows, cosine, type UnitRows } from './rows';

export interface JoinThresholds {
  /** A pair's semantic cosine must be greater than this (Tong et al. 2024: 0.95). */
  semanticAbove: number;
  /** A pair's visual cosine must be less than this (Tong et al. 2024: 0.6). */
  visualBelow: number;
}

/** Row numbers i < j of the two images, and their cosines: of several encoders, those that decide. */
export interface BlindPair {
  i: number;
  j: number;
  semantic: number;
  visual: number;
  /** Of each encoder, semantic before visual, where a role has more than one (agreement.ts). */
  each?: readonly number[];
}

export interface JoinInput {
  semantic: UnitRows;
  visual: UnitRows;
  thresholds: JoinThresholds;
  /** More pairs than this are refused instead of filling the memory. */
  maxPairs?: number;
  /** Instead of the visual test: the pair of these rows and semantic cosine if it passes. */
  accept?: (i: number, j: number, semantic: number) => BlindPair | undefined;
}

/** 5 million pairs are about 400 MB, and far beyond what people can look at. */
export const DEFAULT_MAX_PAIRS = 5_000_000;

/** Checks both encoders' rows; returns the largest length of a semantic row. */
export function assertJoinable({ semantic, visual, thresholds }: JoinInput): number {
  if (semantic.count !== visual.count) {
    throw new AppError(
      'unprocessable',
      `There are ${semantic.count} semantic and ${visual.count} visual embeddings. Nothing was mined. Encode the images with both encoders first.`,
      { key: 'embeddingsUneven' },
    );
  }
  if (!Number.isFinite(thresholds.semanticAbove) || !Number.isFinite(thresholds.visualBelow)) {
    throw new AppError('invalid', 'Both thresholds must be numbers.');
  }
  assertUnitRows(visual, 'visual');
  return assertUnitRows(semantic, 'semantic');
}

/** The pair i, j if it passes both thresholds. */
export function testPair(input: JoinInput, i: number, j: number): BlindPair | undefined {
  const semantic = cosine(input.semantic, i, input.semantic, j);
  if (!(semantic > input.thresholds.semanticAbove)) return undefined;
  const visual = cosine(input.visual, i, input.visual, j);
  return visual < input.thresholds.visualBelow ? { i, j, semantic, visual } : undefined;
}

/** Appends, or refuses when the thresholds let too much through. */
export function collect(pairs: BlindPair[], pair: BlindPair, maxPairs = DEFAULT_MAX_PAIRS): void {
  if (pairs.length >= maxPairs) {
    throw tooManyPairs(maxPairs, {
      semantic: pairs.map((found) => found.semantic),
      visual: pairs.map((found) => found.visual),
      several: pair.each !== undefined,
    });
  }
  pairs.push(pair);
}

/** By row numbers: the order in which the reference finds them. */
export const byRows = (a: BlindPair, b: BlindPair): number => a.i - b.i || a.j - b.j;

/**
 * Every pair i < j with semantic cosine above and visual cosine below the thresholds, ordered by
 * i then j. Exact: cosines are the float64 sums of `cosine`. Quadratic: about 0.1 microseconds a
 * pair at 128 dimensions. `onRow` is called after each row and may throw to stop.
 */
export function joinPairs(input: JoinInput, onRow?: (done: number) => void): BlindPair[] {
  assertJoinable(input);
  const pairs: BlindPair[] = [];
  for (let i = 0; i < input.semantic.count; i += 1) {
    for (let j = i + 1; j < input.semantic.count; j += 1) {
      const pair = testPair(input, i, j);
      if (pair) collect(pairs, pair, input.maxPairs);
    }
    onRow?.(i + 1);
  }
  return pairs;
}
