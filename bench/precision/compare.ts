import { joinPairs } from '@/lib/domain/mining/join';

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
export const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Cosines of the unit rows of one encoder with those of another, image by image. */
export function cosines(a: Float32Array, b: Float32Array, count: number) {
  const width = a.length / count;
  const all = Array.from({ length: count }, (_, k) => {
    let dot = 0;
    for (let d = k * width; d < (k + 1) * width; d += 1) dot += a[d]! * b[d]!;
    return dot;
  });
  return {
    leastCosine: rounded(Math.min(...all)),
    meanCosine: rounded(all.reduce((sum, cosine) => sum + cosine, 0) / count),
  };
}

interface Rows {
  semantic: Float32Array;
  visual: Float32Array;
}

/** The paper's thresholds. */
const thresholds = { semanticAbove: 0.95, visualBelow: 0.6 };

/** What mining with other rows loses and gains. */
export function changeOfPairs(before: Rows, after: Rows, count: number) {
  const pairsOf = ({ semantic, visual }: Rows) => {
    const matrix = (data: Float32Array) => ({ data, count, dimensions: data.length / count });
    const pairs = joinPairs({ semantic: matrix(semantic), visual: matrix(visual), thresholds });
    return new Set(pairs.map(({ i, j }) => `${i} ${j}`));
  };
  const [old, now] = [pairsOf(before), pairsOf(after)];
  return {
    pairs: old.size,
    lost: [...old].filter((pair) => !now.has(pair)).length,
    gained: [...now].filter((pair) => !old.has(pair)).length,
  };
}
