/**
 * How reliable raters are, from their answers alone (no key): Dawid and Skene, Applied Statistics 28
 * (1979), doi 10.2307/2346806, fitted by EM from the shares of answers per item. Below 5 raters the
 * one-coin model (Zhang et al., JMLR 17, 2016), which has one number per rater instead of a matrix.
 */
import { FEW_RATERS } from './crossed-bootstrap';
import { undefinedFor, type Outcome } from './outcome';

export interface Label {
  raterId: string;
  itemId: string;
  /** 0 to classes - 1. */
  label: number;
}

export interface DawidSkene {
  model: 'dawid-skene' | 'one-coin';
  /** Probability of each label before any answer; sums to 1. */
  priors: number[];
  /** Per item: probability of each label given all answers. */
  items: { itemId: string; posterior: number[] }[];
  raters: {
    raterId: string;
    /** Probability of answering an item as it is, in [0, 1], at the fitted share of labels. */
    reliability: number;
    /** `confusion[truth][answer]`; rows sum to 1. */
    confusion: number[][];
    answers: number;
  }[];
  iterations: number;
  /** False where the limit of iterations was reached first. */
  converged: boolean;
}

export interface DawidSkeneOptions {
  classes: number;
  /** By default by the number of raters. */
  model?: DawidSkene['model'];
  /** At most; EM ends earlier when no posterior moves by more than `tolerance`. */
  iterations?: number;
  tolerance?: number;
}

/** Keeps logarithms finite for answers that a rater never gave. */
const LEAST = 1e-10;

/**
 * The order of answers does not matter. Undefined with one rater, whose errors nobody contradicts,
 * and where all answers are the same.
 */
export function dawidSkene(
  labels: readonly Label[],
  options: DawidSkeneOptions,
): Outcome<DawidSkene, 'no-answers' | 'one-rater' | 'one-answer-only'> {
  const { classes: k, iterations = 500, tolerance = 1e-12 } = options;
  if (labels.some(({ label }) => !Number.isInteger(label) || label < 0 || label >= k)) {
    throw new RangeError(`A label is an integer from 0 to ${k - 1}.`);
  }
  const raterIds = [...new Set(labels.map((label) => label.raterId))].sort();
  const itemIds = [...new Set(labels.map((label) => label.itemId))].sort();
  if (labels.length === 0) return undefinedFor('no-answers');
  if (raterIds.length === 1) return undefinedFor('one-rater');
  if (new Set(labels.map(({ label }) => label)).size === 1) return undefinedFor('one-answer-only');

  const data = index(labels, raterIds, itemIds);
  const model = options.model ?? (raterIds.length < FEW_RATERS ? 'one-coin' : 'dawid-skene');
  let posterior = shares(data, k);
  let fitted = maximise(data, posterior, k, model);
  let done = 0;
  let moved = Infinity;
  while (done < iterations && moved > tolerance) {
    const next = expect(data, fitted, k);
    moved = next.reduce((most, value, i) => Math.max(most, Math.abs(value - posterior[i]!)), 0);
    posterior = next;
    fitted = maximise(data, posterior, k, model);
    done += 1;
  }
  const row = (at: number) => [...posterior.slice(at * k, (at + 1) * k)];
  return {
    defined: true,
    model,
    priors: fitted.priors,
    items: itemIds.map((itemId, item) => ({ itemId, posterior: row(item) })),
    raters: raterIds.map((raterId, rater) => {
      const confusion = fitted.confusion[rater]!;
      const reliability = fitted.priors.reduce((sum, p, c) => sum + p * confusion[c]![c]!, 0);
      return { raterId, reliability, confusion, answers: data.answers[rater]! };
    }),
    iterations: done,
    converged: moved <= tolerance,
  };
}

interface Indexed {
  rater: Int32Array;
  item: Int32Array;
  label: Int32Array;
  items: number;
  /** Per rater. */
  answers: number[];
}
interface Fitted {
  priors: number[];
  confusion: number[][][];
}

function index(labels: readonly Label[], raterIds: string[], itemIds: string[]): Indexed {
  const raterAt = new Map(raterIds.map((id, at) => [id, at]));
  const itemAt = new Map(itemIds.map((id, at) => [id, at]));
  const rater = Int32Array.from(labels, (label) => raterAt.get(label.raterId)!);
  const answers = raterIds.map(() => 0);
  for (const at of rater) answers[at]! += 1;
  return {
    rater,
    item: Int32Array.from(labels, (label) => itemAt.get(label.itemId)!),
    label: Int32Array.from(labels, ({ label }) => label),
    items: itemIds.length,
    answers,
  };
}

/** The start: each item's shares of answers. */
function shares({ item, label, items }: Indexed, k: number): Float64Array {
  const counts = new Float64Array(items * k);
  for (let i = 0; i < item.length; i += 1) counts[item[i]! * k + label[i]!]! += 1;
  return normalised(counts, k);
}

function maximise(data: Indexed, posterior: Float64Array, k: number, model: string): Fitted {
  const priors = Array.from({ length: k }, (_class, c) => {
    let sum = 0;
    for (let item = 0; item < data.items; item += 1) sum += posterior[item * k + c]!;
    return sum / data.items;
  });
  const raters = data.answers.length;
  const counts = new Float64Array(raters * k * k);
  for (let i = 0; i < data.item.length; i += 1) {
    for (let truth = 0; truth < k; truth += 1) {
      counts[(data.rater[i]! * k + truth) * k + data.label[i]!]! +=
        posterior[data.item[i]! * k + truth]!;
    }
  }
  const confusion = Array.from({ length: raters }, (_rater, r) => {
    const at = (truth: number, answer: number) => counts[(r * k + truth) * k + answer]!;
    if (model === 'one-coin') {
      let right = 0;
      for (let c = 0; c < k; c += 1) right += at(c, c);
      return oneCoin(right / data.answers[r]!, k);
    }
    return Array.from({ length: k }, (_truth, truth) => {
      const clipped = Array.from({ length: k }, (_answer, a) => Math.max(LEAST, at(truth, a)));
      const total = clipped.reduce((sum, value) => sum + value, 0);
      return clipped.map((value) => value / total);
    });
  });
  return { priors, confusion };
}

const oneCoin = (skill: number, k: number): number[][] =>
  Array.from({ length: k }, (_truth, truth) =>
    Array.from({ length: k }, (_answer, answer) =>
      answer === truth ? skill : (1 - skill) / (k - 1),
    ),
  );

function expect(data: Indexed, { priors, confusion }: Fitted, k: number): Float64Array {
  const log = (p: number) => Math.log(Math.min(1 - LEAST, Math.max(LEAST, p)));
  const sums = new Float64Array(data.items * k);
  for (let i = 0; i < sums.length; i += 1) sums[i] = log(priors[i % k]!);
  const logs = confusion.map((rows) => rows.map((row) => row.map(log)));
  for (let i = 0; i < data.item.length; i += 1) {
    const rows = logs[data.rater[i]!]!;
    for (let truth = 0; truth < k; truth += 1) {
      sums[data.item[i]! * k + truth]! += rows[truth]![data.label[i]!]!;
    }
  }
  for (let item = 0; item < data.items; item += 1) {
    const row = sums.subarray(item * k, (item + 1) * k);
    const top = Math.max(...row);
    for (let c = 0; c < k; c += 1) row[c] = Math.exp(row[c]! - top);
  }
  return normalised(sums, k);
}

function normalised(rows: Float64Array, k: number): Float64Array {
  for (let from = 0; from < rows.length; from += k) {
    const row = rows.subarray(from, from + k);
    const total = row.reduce((sum, value) => sum + value, 0);
    for (let c = 0; c < k; c += 1) row[c]! /= total;
  }
  return rows;
}
