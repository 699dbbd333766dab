import { ticks } from './scale';

export interface Bin {
  from: number;
  to: number;
  count: number;
}

/** About as many as a figure of half a page can show. */
const ABOUT = 25;
/** Values closer than this fall into one bin: cosines are written to three digits. */
const NARROW = 0.001;

/** Counts in adjoining bins with round edges that hold every value; a value on an edge goes up. */
export function bins(values: readonly number[], about = ABOUT): Bin[] {
  if (values.length === 0) return [];
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const [from = 0, to = 0] = high - low < NARROW ? [] : ticks([low, high], about);
  const step = to > from ? to - from : NARROW;
  const first = Math.floor(low / step + 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  const result = Array.from({ length: count }, (_, i) => ({
    from: edge(first + i, step),
    to: edge(first + i + 1, step),
    count: 0,
  }));
  for (const value of values) {
    const bin = result[Math.min(count - 1, Math.floor(value / step + 1e-9) - first)];
    if (bin) bin.count += 1;
  }
  return result;
}

/** Rounded, so that 3 × 0.1 reads 0.3. */
const edge = (index: number, step: number): number => Number((index * step).toFixed(9));
