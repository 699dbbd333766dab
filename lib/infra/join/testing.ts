/** Rows on which a filter could go wrong: many equal cosines, many near a threshold, odd lengths. */
import type { UnitRows } from '@/lib/domain/mining/rows';

/** Seeded standard normal numbers (Box and Muller over a linear congruential generator). */
export function normals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    // Numerical Recipes' constants.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}

export function unitRows(
  count: number,
  dimensions: number,
  row: (i: number) => number[],
): UnitRows {
  const data = new Float32Array(count * dimensions);
  for (let i = 0; i < count; i += 1) {
    const values = row(i);
    const length = Math.hypot(...values);
    values.forEach((value, k) => (data[i * dimensions + k] = value / length));
  }
  return { data, count, dimensions };
}

export const SHAPES = [
  'isotropic',
  'cluster',
  'cone',
  'duplicates',
  'equal',
  'grid',
  'plane',
  'outliers',
  'uneven',
] as const;
export type Shape = (typeof SHAPES)[number];

export function shaped(shape: Shape, count: number, dimensions: number, seed: number): UnitRows {
  const normal = normals(seed);
  const vector = (scale = 1) => Array.from({ length: dimensions }, () => normal() * scale);
  const centre = vector();
  const some = [vector(), vector(), vector()];
  const around = (spread: number) => {
    const offset = vector(spread);
    return centre.map((c, k) => c + offset[k]!);
  };
  switch (shape) {
    case 'isotropic':
      return unitRows(count, dimensions, () => vector());
    case 'cluster':
      return unitRows(count, dimensions, () => around(0.23));
    case 'cone':
      // Mean cosine 1 / (1 + spread^2) = .94: almost all pairs are just under .95.
      return unitRows(count, dimensions, () => around(Math.sqrt(1 / 0.94 - 1)));
    case 'duplicates':
      return unitRows(count, dimensions, (i) => some[i % 3]!);
    case 'equal':
      return unitRows(count, dimensions, () => centre);
    case 'grid':
      return unitRows(count, dimensions, () => [
        1,
        ...Array.from({ length: dimensions - 1 }, () => Math.round(normal())),
      ]);
    case 'plane':
      // Within three directions: what lies outside of the basis is zero but for rounding.
      return unitRows(count, dimensions, () => {
        const [a, b, c] = [2 + normal(), normal(), normal()];
        return centre.map((_, k) => a * some[0]![k]! + b * some[1]![k]! + c * some[2]![k]!);
      });
    case 'outliers':
      // A tight cluster sets the step; every ninth row is far out of its range.
      return unitRows(count, dimensions, (i) =>
        i % 9 === 0 ? some[i % 3]!.map((x) => x + 0.1 * normal()) : around(0.001),
      );
    case 'uneven': {
      // As far from unit length as is accepted, one part in a thousand.
      const rows = unitRows(count, dimensions, () => around(0.23));
      const { data } = rows;
      data.forEach((x, at) => {
        data[at] = x * (1 + 0.00099 * Math.sin(Math.floor(at / dimensions)));
      });
      return rows;
    }
  }
}
