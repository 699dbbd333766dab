/**
 * What is tested on the pairs of one release: each model against the majority of people, corrected for
 * how many tests there are, and whether models fail in the patterns in which encoders fail.
 */
import { PATTERN_IDS, type PatternId } from '../patterns';
import type { Cell } from './cells';
import { correlateGroups } from './correlation';
import { holm } from './holm';
import { scoreMajority, type RaterAnswer } from './majority-vote';
import { exactMcNemar, type McNemar } from './mcnemar';
import type { Outcome } from './outcome';
import type { PairKey, ScoredPair } from './pair-accuracy';
import { answeredPairs } from './study-parts';

type PatternedKey = PairKey & { pattern: PatternId };
export interface ScoredSide {
  id: string;
  perPair: readonly ScoredPair[];
}

/** `adjusted` is Holm's p over the family of tests that the field stands in, in (0, 1]. */
export type AdjustedMcNemar = McNemar & { adjusted: number };

export interface MajorityTest {
  model: string;
  /** All pairs of which a rater answered both items. The family is all models. */
  all: Outcome<AdjustedMcNemar, 'no-discordant-pair'>;
  /** Patterns in which the two differ on a pair, in the paper's order. The family is these of this model. */
  patterns: ({ pattern: PatternId } & AdjustedMcNemar)[];
}

interface MajorityInput {
  keys: readonly PatternedKey[];
  answers: readonly RaterAnswer[];
  /** Of the same answers. */
  cells: readonly Cell[];
}

const rightOn = (pair: ScoredPair): boolean => pair.rightA && pair.rightB;

/**
 * Exact McNemar on pairs: people's majority first, the model second. Empty without people. One answer
 * per side and pair, as the test wants it; it says nothing about individuals.
 */
export function majorityTests(
  { keys, answers, cells }: MajorityInput,
  models: readonly ScoredSide[],
): MajorityTest[] {
  const ids = answeredPairs(cells);
  const both = keys.filter(({ pairId }) => ids.has(pairId));
  if (both.length === 0) return [];
  const own = answers.filter(({ pairId }) => ids.has(pairId));
  const majority = scoreMajority(both, own).perPair;
  const tests = models.map(({ id, perPair }) => {
    const right = new Map(perPair.map((pair) => [pair.pairId, rightOn(pair)]));
    const against = (some: readonly PatternedKey[]) => {
      const among = new Set(some.map(({ pairId }) => pairId));
      return exactMcNemar(
        majority
          .filter(({ pairId }) => among.has(pairId))
          .map((pair) => ({ first: rightOn(pair), second: right.get(pair.pairId) ?? false })),
      );
    };
    const patterns = PATTERN_IDS.flatMap((pattern) => {
      const test = against(both.filter((key) => key.pattern === pattern));
      return test.defined ? [{ pattern, ...test }] : [];
    });
    return { model: id, all: against(both), patterns };
  });
  const overModels = adjusted(tests.map(({ all }) => all).filter((test) => test.defined));
  return tests.map(({ model, all, patterns }) => ({
    model,
    all: all.defined ? { ...all, adjusted: overModels.shift()! } : all,
    patterns: adjusted(patterns).map((value, at) => {
      const { pattern, onlyFirst, onlySecond, p } = patterns[at]!;
      return { pattern, onlyFirst, onlySecond, p, adjusted: value };
    }),
  }));
}

const adjusted = (tests: readonly { p: number }[]): number[] => holm(tests.map(({ p }) => p));

export interface PatternCorrelation {
  model: string;
  encoder: string;
  value: ReturnType<typeof correlateGroups>;
}

/** Of the pair accuracies by pattern of each model and each encoder, as in the paper's Figure 6. */
export function patternCorrelations(
  keys: readonly PatternedKey[],
  models: readonly ScoredSide[],
  encoders: readonly ScoredSide[],
  seed: string,
): PatternCorrelation[] {
  const scores = (side: ScoredSide) =>
    new Map(side.perPair.map((pair) => [pair.pairId, rightOn(pair) ? 1 : 0]));
  const seen = encoders.map((encoder) => ({ id: encoder.id, right: scores(encoder) }));
  return models.flatMap((model) => {
    const first = scores(model);
    return seen.map(({ id, right }) => ({
      model: model.id,
      encoder: id,
      value: correlateGroups(
        keys.map(({ pairId, pattern }) => ({
          group: pattern,
          first: first.get(pairId) ?? 0,
          second: right.get(pairId) ?? 0,
        })),
        { seed: `${seed}/correlation` },
      ),
    }));
  });
}
