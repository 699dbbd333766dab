/** Correlation of two series of the same length. Coefficients are in [-1, 1]. */
import { createRng } from '../rng';
import { inverseNormal } from './normal';
import { undefinedFor, type Outcome } from './outcome';
import { MINIMUM_DRAWS, percentiles } from './resampling';

export type NoCorrelation = 'fewer-than-three' | 'first-constant' | 'second-constant';
export type Correlation = Outcome<{ value: number; n: number }, NoCorrelation>;

/** Product-moment correlation (Pearson 1895). Two points always lie on a line: undefined below three. */
export function pearson(x: readonly number[], y: readonly number[]): Correlation {
  if (x.length !== y.length) throw new RangeError('The two series have different lengths.');
  const n = x.length;
  if (n < 3) return undefinedFor('fewer-than-three');
  if (isConstant(x)) return undefinedFor('first-constant');
  if (isConstant(y)) return undefinedFor('second-constant');
  const meanX = mean(x);
  const meanY = mean(y);
  let xy = 0;
  let xx = 0;
  let yy = 0;
  for (let i = 0; i < n; i += 1) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  }
  const value = xy / (Math.sqrt(xx) * Math.sqrt(yy));
  return { defined: true, value: Math.max(-1, Math.min(1, value)), n };
}

/**
 * Upper one-sided bound of a correlation of `n` > 3 points by Fisher's z (Metron 1, 1921): the
 * correlation is below 0 by more than chance where this is.
 */
export const correlationUpper = (value: number, n: number, confidence = 0.95): number =>
  Math.tanh(
    Math.atanh(Math.max(-1, Math.min(1, value))) + inverseNormal(confidence) / Math.sqrt(n - 3),
  );

/** Pearson of the ranks, ties at their mean rank (Spearman 1904). */
export function spearman(x: readonly number[], y: readonly number[]): Correlation {
  return pearson(ranks(x), ranks(y));
}

/** From 1; equal values share the mean of their ranks. */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((_value, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranked = new Array<number>(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to += 1;
    for (let at = from; at < to; at += 1) ranked[order[at]!] = (from + 1 + to) / 2;
    from = to;
  }
  return ranked;
}

/** One pair's two scores (each 0 to 1) and the group, for example the pattern, whose means are correlated. */
export interface GroupedPair {
  group: string;
  first: number;
  second: number;
}

export interface GroupCorrelation {
  pearson: number;
  spearman: number;
  /** Percentile interval of Pearson over resampled pairs. */
  lower: number;
  upper: number;
  groups: number;
  pairs: number;
  /** Draws in which both series varied; the others have no correlation and are left out. */
  used: number;
  draws: number;
  seed: string;
}

/**
 * Correlation of the groups' mean scores, as of nine per-pattern accuracies. Pairs are resampled within
 * their group, since the groups are fixed by design and each keeps its number of pairs.
 */
export function correlateGroups(
  pairs: readonly GroupedPair[],
  options: { seed: string; draws?: number; confidence?: number },
): Outcome<GroupCorrelation, NoCorrelation | 'too-few-draws-vary'> {
  const { seed, draws = MINIMUM_DRAWS, confidence = 0.95 } = options;
  const groups = new Map<string, GroupedPair[]>();
  for (const pair of pairs) {
    const list = groups.get(pair.group);
    if (list) list.push(pair);
    else groups.set(pair.group, [pair]);
  }
  const lists = [...groups.values()];
  const score = (side: 'first' | 'second') =>
    lists.map((list) => mean(list.map((pair) => pair[side])));
  const value = pearson(score('first'), score('second'));
  if (!value.defined) return value;
  const ranked = spearman(score('first'), score('second'));
  if (!ranked.defined) return ranked;

  const rng = createRng(seed);
  const values = new Float64Array(draws).fill(NaN);
  for (let draw = 0; draw < draws; draw += 1) {
    const x: number[] = [];
    const y: number[] = [];
    for (const list of lists) {
      let first = 0;
      let second = 0;
      for (let i = 0; i < list.length; i += 1) {
        const pair = list[rng.nextInt(list.length)]!;
        first += pair.first;
        second += pair.second;
      }
      x.push(settled(first / list.length));
      y.push(settled(second / list.length));
    }
    const drawn = pearson(x, y);
    if (drawn.defined) values[draw] = drawn.value;
  }
  const { lower, upper, used } = percentiles(values, confidence);
  if (used < draws / 2) return undefinedFor('too-few-draws-vary');
  return {
    defined: true,
    pearson: value.value,
    spearman: ranked.value,
    lower,
    upper,
    groups: lists.length,
    pairs: pairs.length,
    used,
    draws,
    seed,
  };
}

const mean = (values: readonly number[]): number =>
  settled(values.reduce((sum, value) => sum + value, 0) / values.length);

/** Without the noise of summing: means of equal values are equal, however many there are. */
const settled = (value: number): number => Math.round(value * 1e12) / 1e12;

const isConstant = (values: readonly number[]): boolean =>
  values.every((value) => value === values[0]);
