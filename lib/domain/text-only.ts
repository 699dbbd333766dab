/**
 * What the texts of a benchmark tell somebody who sees no image.
 *
 * Both items of a pair have the same question and the same options in the same order, and different keys.
 * Let f be any answerer without the image that answers the same text always alike, whatever it knows: the
 * most frequent option, a rule, a language model at temperature 0. Both items put the same text before f, so
 * f gives both the same answer. If that is an option, it is the key of exactly one of the two items; if it is
 * none, of neither. Hence of n pairs f has none right, and of 2n items n at most (all n where it always
 * chooses). If f draws lots instead, afresh for each item, choosing (a) with chance p and (b) with 1 - p, it has
 * the pair right with chance p (1 - p), at most 25 %, and on average half of the items. So strategies are
 * scored here only to see that this holds, and pairs for which it need not hold are counted.
 *
 * What the proof leaves open is what an answerer knows besides the text: which row of the pair it is at,
 * which image is A, or what it said to the other item. Keys are counted by row and by image for the first two,
 * over all pairs and per pattern.
 */
import { placedKey, placedOptions, type MmvpKey } from './formats/mmvp';
import type { Placement } from './formats/balance-keys';
import { PATTERN_IDS, type PatternId } from './patterns';
import { fold } from './question-lint';
import { exactInterval } from './statistics/exact-interval';
import type { Choice, Side } from './statistics/pair-accuracy';

/** One row as it is put before an answerer. */
export interface TextItem {
  question: string;
  /** As written, (a) first. */
  options: readonly [string, string];
  key: MmvpKey;
}

/** The odd and the even row. */
export type TextPair = readonly [TextItem, TextItem];

/** What one strategy has right, of `pairs` pairs and twice as many items. */
export interface TextScore {
  items: number;
  pairs: number;
}

export interface TextScores {
  pairs: number;
  /** Pairs whose rows differ in question or options or have the same key: the proof says nothing of them. */
  differing: number;
  /** Always the letter that is right most often; (a) where both are. */
  letter: TextScore & { always: MmvpKey };
  /** Of both texts the one that is right more often in all other pairs; (a) where neither is. */
  option: TextScore;
}

export function scoreTexts(pairs: readonly TextPair[]): TextScores {
  const items = pairs.flat();
  const rightAsA = items.filter(({ key }) => key === '(a)').length;
  const always: MmvpKey = 2 * rightAsA >= items.length ? '(a)' : '(b)';
  // Each text is folded once: there may be 50,000 pairs, and few texts.
  const texts = new Set(items.flatMap(({ options }) => options));
  const folded = new Map([...texts].map((text) => [text, fold(text)]));
  const same = (option: string): string => folded.get(option) ?? option;
  const right = ({ options, key }: TextItem): string => same(options[key === '(a)' ? 0 : 1]);
  const timesRight = new Map<string, number>();
  for (const text of items.map(right)) timesRight.set(text, (timesRight.get(text) ?? 0) + 1);
  const elsewhere = (pair: TextPair, option: string): number =>
    (timesRight.get(same(option)) ?? 0) -
    pair.filter((item) => right(item) === same(option)).length;
  return {
    pairs: pairs.length,
    differing: pairs.filter(differ).length,
    letter: { always, ...score(pairs, () => always) },
    option: score(pairs, ({ options: [a, b] }, pair) =>
      elsewhere(pair, a) >= elsewhere(pair, b) ? '(a)' : '(b)',
    ),
  };
}

const differ = ([odd, even]: TextPair): boolean =>
  odd.question !== even.question ||
  odd.options[0] !== even.options[0] ||
  odd.options[1] !== even.options[1] ||
  odd.key === even.key;

function score(
  pairs: readonly TextPair[],
  answer: (item: TextItem, pair: TextPair) => MmvpKey,
): TextScore {
  const right = pairs.map((pair) => pair.filter((item) => answer(item, pair) === item.key).length);
  return {
    items: right.reduce((sum, one) => sum + one, 0),
    pairs: right.filter((one) => one === 2).length,
  };
}

/** A pair of an export, or of a check run as `AS_WRITTEN`. */
export interface AuditedPair extends Pick<Placement, 'firstSide' | 'optionsSwapped'> {
  pattern: PatternId;
  question: string;
  /** Canonical options 1 and 2. */
  options: readonly [string, string];
  keyForA: Choice;
}

/** Before an export places it: image A first, option 1 as (a). */
export const AS_WRITTEN = { firstSide: 'A', optionsSwapped: false } as const;

/** How many of some pairs, with the exact 95 % interval of the share. */
export interface KeyShare {
  count: number;
  lower: number;
  upper: number;
  /** The interval leaves out one half. */
  leans: boolean;
}

export interface KeyBalance {
  /** Null: all patterns. */
  pattern: PatternId | null;
  /** At least 1. */
  pairs: number;
  /** Odd rows with the key (a); the even ones have the other key. */
  oddA: KeyShare;
  /** Pairs whose canonical option 1 is right for image A. */
  oneForA: KeyShare;
}

export interface TextAudit extends TextScores {
  /** All pairs, then the patterns that have any, in the paper's order. Empty without pairs. */
  keys: KeyBalance[];
}

export function auditTexts(pairs: readonly AuditedPair[]): TextAudit {
  const groups = [null, ...PATTERN_IDS].map((pattern) => ({
    pattern,
    of: pattern === null ? pairs : pairs.filter((pair) => pair.pattern === pattern),
  }));
  return {
    ...scoreTexts(pairs.map(rowsOf)),
    keys: groups
      .filter(({ of }) => of.length > 0)
      .map(({ pattern, of }) => ({
        pattern,
        pairs: of.length,
        oddA: share(of, (pair) => rowsOf(pair)[0].key === '(a)'),
        oneForA: share(of, ({ keyForA }) => keyForA === 1),
      })),
  };
}

/** Question, options and keys as `buildMmvpRows` writes them. */
function rowsOf(pair: AuditedPair): TextPair {
  const { question, keyForA, firstSide, optionsSwapped } = pair;
  const options = placedOptions(pair.options, optionsSwapped);
  const row = (side: Side): TextItem => ({
    question,
    options,
    key: placedKey(keyForA, side, optionsSwapped),
  });
  return firstSide === 'A' ? [row('A'), row('B')] : [row('B'), row('A')];
}

function share<Pair>(pairs: readonly Pair[], has: (pair: Pair) => boolean): KeyShare {
  const count = pairs.filter(has).length;
  const { lower, upper } = exactInterval(count, pairs.length) ?? { lower: 0, upper: 1 };
  return { count, lower, upper, leans: lower > 0.5 || upper < 0.5 };
}
