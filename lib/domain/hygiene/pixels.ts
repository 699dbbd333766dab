/** Brightness of pixels and what is read off its histogram. */

/** RGB, row-major, 3 bytes per pixel. */
export interface Pixels {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Luma of ITU-R BT.601, as JPEG uses it: 0 is black, 255 is white. */
export function luma({ data, width, height }: Pixels): Float32Array {
  const out = new Float32Array(width * height);
  for (let i = 0, at = 0; i < out.length; i += 1, at += 3) {
    out[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  }
  return out;
}

/** How many of every `step`-th value, from `first`, round to 0, 1, … 255. */
export function histogram(values: ArrayLike<number>, first = 0, step = 1): Uint32Array {
  const counts = new Uint32Array(256);
  for (let at = first; at < values.length; at += step) {
    const bin = Math.min(255, Math.max(0, Math.round(values[at]!)));
    counts[bin] = counts[bin]! + 1;
  }
  return counts;
}

/** The smallest value that `share` of all do not exceed (definition 1 of Hyndman and Fan 1996). */
export function percentile(counts: Uint32Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const wanted = Math.max(1, Math.ceil(share * total));
  let seen = 0;
  for (let value = 0; value < counts.length; value += 1) {
    seen += counts[value]!;
    if (seen >= wanted) return value;
  }
  return counts.length - 1;
}

/** Each cell of a columns x rows grid is the mean of what it covers, per channel; parts of pixels count as such. */
export function shrink(image: Pixels, columns: number, rows: number): Float32Array {
  const across = shares(image.width, columns);
  const down = shares(image.height, rows);
  const out = new Float32Array(columns * rows * 3);
  // First along the rows of pixels, then down the columns: the mean of a rectangle separates.
  const line = new Float32Array(columns * 3);
  for (let row = 0; row < rows; row += 1) {
    for (const [y, weight] of down[row]!) {
      line.fill(0);
      for (let column = 0; column < columns; column += 1) {
        for (const [x, part] of across[column]!) {
          const at = (y * image.width + x) * 3;
          for (let c = 0; c < 3; c += 1) line[column * 3 + c]! += part * image.data[at + c]!;
        }
      }
      const start = row * columns * 3;
      for (let i = 0; i < line.length; i += 1) out[start + i]! += weight * line[i]!;
    }
  }
  return out;
}

/** For each cell the pixels that it covers, with weights that sum to one. */
function shares(pixels: number, cells: number): (readonly [pixel: number, weight: number])[][] {
  const size = pixels / cells;
  return Array.from({ length: cells }, (_, cell) => {
    const [from, to] = [cell * size, (cell + 1) * size];
    const covered: (readonly [number, number])[] = [];
    for (let pixel = Math.floor(from); pixel < Math.min(pixels, Math.ceil(to)); pixel += 1) {
      const part = Math.min(to, pixel + 1) - Math.max(from, pixel);
      if (part > 0) covered.push([pixel, part / size]);
    }
    return covered;
  });
}
