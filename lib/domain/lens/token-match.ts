/**
 * Patch tokens of two images compared: place by place, and each with the best matching one of the
 * other image. This is what the lens shows of an encoder.
 */

/** A grid of patches, row by row from the top left. Patch k lies in row floor(k / columns). */
export interface PatchGrid {
  rows: number;
  columns: number;
}

export interface PatchMatch extends PatchGrid {
  /** Cosine distance, 1 - cosine, from 0 to 2, of the tokens of A and B at the same place. */
  distance: number[];
  /** For each patch of A the place of the patch of B with the highest cosine, and that cosine. */
  inB: number[];
  inBCosine: number[];
  /** For each patch of B the same in A. */
  inA: number[];
  inACosine: number[];
}

/** Four digits: what is shown has three, and a file of 37 x 37 patches stays below 50 kB. */
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/**
 * Unit rows in float32, lengths summed in float64. A token of zeros has no direction and stays zero: its
 * cosine is 0 with every other. Throws RangeError for numbers that are not finite.
 */
function unitTokens(tokens: Float32Array, count: number): Float32Array {
  const channels = tokens.length / count;
  const out = new Float32Array(tokens.length);
  for (let k = 0; k < count; k += 1) {
    let squares = 0;
    for (let p = k * channels; p < (k + 1) * channels; p += 1) squares += tokens[p]! ** 2;
    if (!Number.isFinite(squares)) throw new RangeError('A patch token is not finite.');
    const length = Math.sqrt(squares) || 1;
    for (let p = k * channels; p < (k + 1) * channels; p += 1) out[p] = tokens[p]! / length;
  }
  return out;
}

function dot(x: Float32Array, p: number, y: Float32Array, q: number, channels: number): number {
  // Four sums keep the adders busy, as in domain/mining/rows.
  const whole = channels - (channels % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let k = 0;
  for (; k < whole; k += 4) {
    s0 += x[p + k]! * y[q + k]!;
    s1 += x[p + k + 1]! * y[q + k + 1]!;
    s2 += x[p + k + 2]! * y[q + k + 2]!;
    s3 += x[p + k + 3]! * y[q + k + 3]!;
  }
  for (; k < channels; k += 1) s0 += x[p + k]! * y[q + k]!;
  return s0 + s1 + (s2 + s3);
}

/**
 * `a` and `b`: tokens of the two images, rows x columns x channels, in any scale. Yields after each patch
 * of A, so that a long comparison can let others go first; the match is what it returns. Of equal cosines
 * the first patch counts. Throws RangeError for tokens that do not fit the grid or are not finite.
 */
export function* matchingTokens(
  a: Float32Array,
  b: Float32Array,
  { rows, columns }: PatchGrid,
): Generator<void, PatchMatch> {
  const count = rows * columns;
  const channels = a.length / count;
  if (a.length !== b.length || !Number.isInteger(channels) || channels < 1) {
    throw new RangeError(`${a.length} and ${b.length} numbers are no ${rows} x ${columns} tokens.`);
  }
  const [x, y] = [unitTokens(a, count), unitTokens(b, count)];
  const distance = new Array<number>(count).fill(0);
  const inB = new Array<number>(count).fill(0);
  const inA = new Array<number>(count).fill(0);
  const bestB = new Array<number>(count).fill(-Infinity);
  const bestA = new Array<number>(count).fill(-Infinity);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      const cosine = dot(x, i * channels, y, j * channels, channels);
      if (cosine > bestB[i]!) {
        bestB[i] = cosine;
        inB[i] = j;
      }
      if (cosine > bestA[j]!) {
        bestA[j] = cosine;
        inA[j] = i;
      }
      // float32 rows are of unit length up to 1e-7: equal tokens must not be a little less than equal.
      if (i === j) distance[i] = Math.max(0, rounded(1 - cosine));
    }
    yield;
  }
  return {
    rows,
    columns,
    distance,
    inB,
    inBCosine: bestB.map(rounded),
    inA,
    inACosine: bestA.map(rounded),
  };
}

/** The same at once. */
export function matchTokens(a: Float32Array, b: Float32Array, grid: PatchGrid): PatchMatch {
  const steps = matchingTokens(a, b, grid);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Mean of the distances, and the place of the largest. */
export function summaryOf({ distance }: Pick<PatchMatch, 'distance'>): {
  mean: number;
  largest: number;
  at: number;
} {
  let at = 0;
  let sum = 0;
  distance.forEach((value, k) => {
    sum += value;
    if (value > distance[at]!) at = k;
  });
  return { mean: sum / distance.length, largest: distance[at]!, at };
}
