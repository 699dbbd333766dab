/** What other thresholds would give, and how the compared pairs lie: from what one run stored. */
import { wilsonInterval } from '../statistics/wilson';
import type { PopulationSample } from './population';

export interface Thresholds {
  /** A pair's semantic cosine must be greater than this. */
  minSemantic: number;
  /** A pair's visual cosine must be less than this. */
  maxVisual: number;
}

/** Cosines of every pair that passed a run's thresholds. */
export interface PassingCosines {
  semantic: Float64Array;
  visual: Float64Array;
}

/** Pairs that pass; `exact`, or between `lower` and `upper` with 95 % confidence. */
export interface Yield {
  exact: boolean;
  count: number;
  lower: number;
  upper: number;
}

/** Pairs strictly above the one and strictly below the other, as mining tests them. */
export function countPassing(
  { semantic, visual }: PassingCosines,
  { minSemantic, maxVisual }: Thresholds,
): number {
  let count = 0;
  for (let k = 0; k < semantic.length; k += 1) {
    if (semantic[k]! > minSemantic && visual[k]! < maxVisual) count += 1;
  }
  return count;
}

/**
 * How many pairs a run with thresholds `at` would let pass, known from a run with `mined`. Exact where
 * `at` is nowhere wider than `mined`. Elsewhere the pairs in `mined` are counted, and those outside it
 * estimated from the sample: their share with Wilson's interval, times the population. The sample's
 * cosines are float32, so that even a whole one is an estimate at the last digit.
 */
export function yieldAt(
  passing: PassingCosines,
  sample: PopulationSample,
  mined: Thresholds,
  at: Thresholds,
): Yield {
  const known = countPassing(passing, {
    minSemantic: Math.max(at.minSemantic, mined.minSemantic),
    maxVisual: Math.min(at.maxVisual, mined.maxVisual),
  });
  if (at.minSemantic >= mined.minSemantic && at.maxVisual <= mined.maxVisual) {
    return { exact: true, count: known, lower: known, upper: known };
  }
  let outside = 0;
  const { semantic, visual, population, whole } = sample;
  for (let k = 0; k < semantic.length; k += 1) {
    const s = semantic[k]!;
    const v = visual[k]!;
    if (!(s > at.minSemantic && v < at.maxVisual)) continue;
    if (!(s > mined.minSemantic && v < mined.maxVisual)) outside += 1;
  }
  if (whole) {
    const count = known + outside;
    return { exact: false, count, lower: count, upper: count };
  }
  const share = wilsonInterval(outside, semantic.length);
  const scaled = (of: number | undefined) => known + Math.round((of ?? 0) * population);
  return {
    exact: false,
    count: scaled(share?.estimate),
    lower: scaled(share?.lower),
    upper: share ? scaled(share.upper) : population,
  };
}

/** Sampled pairs in the cells of a grid over both cosines, and in its columns and rows. */
export interface Density {
  semantic: Axis;
  visual: Axis;
  /** counts[row * columns + column]: rows by visual cosine, columns by semantic. */
  counts: number[];
}

export interface Axis {
  from: number;
  /** Width of a cell. */
  step: number;
  cells: number;
}

/** About this many cells along each axis. */
const CELLS = 48;
const STEPS = [0.005, 0.01, 0.02, 0.025, 0.05];

/** Round edges that hold every value up to 1. */
function axis(values: Float32Array, wanted: number): Axis {
  let low = wanted;
  for (const value of values) low = Math.min(low, value);
  low = Math.max(-1, low);
  const step = STEPS.find((width) => (1 - low) / width <= CELLS) ?? STEPS.at(-1)!;
  const cells = Math.max(1, Math.ceil((1 - low) / step - 1e-9));
  return { from: Number((1 - cells * step).toFixed(6)), step, cells };
}

export function densityOf(sample: PopulationSample, mined: Thresholds): Density {
  const semantic = axis(sample.semantic, mined.minSemantic);
  const visual = axis(sample.visual, mined.maxVisual);
  const counts = new Array<number>(semantic.cells * visual.cells).fill(0);
  const cell = ({ from, step, cells }: Axis, value: number) =>
    Math.max(0, Math.min(cells - 1, Math.floor((value - from) / step)));
  for (let k = 0; k < sample.semantic.length; k += 1) {
    const column = cell(semantic, sample.semantic[k]!);
    const row = cell(visual, sample.visual[k]!);
    counts[row * semantic.cells + column]! += 1;
  }
  return { semantic, visual, counts };
}
