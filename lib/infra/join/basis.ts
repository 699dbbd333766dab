/** Directions in which a sample of rows varies most; any others would be as correct, but slower. */
import { openSession, Tensor, type Session } from '../encoders/ort';
import { productGraph } from './join-graph';

/** Rows by columns, row-major. */
export interface Matrix {
  data: Float32Array;
  rows: number;
  columns: number;
}

/** Products of matrices on onnxruntime. */
export class Products {
  private constructor(
    private readonly plain: Session,
    private readonly transposed: Session,
  ) {}

  static async open(threads = 1): Promise<Products> {
    return new Products(
      await openSession(productGraph(), { threads }),
      await openSession(productGraph(true), { threads }),
    );
  }

  /** a b. */
  multiply(a: Matrix, b: Matrix): Promise<Matrix> {
    return run(this.plain, a, b, a.rows);
  }

  /** a^T b. */
  multiplyTransposed(a: Matrix, b: Matrix): Promise<Matrix> {
    return run(this.transposed, a, b, a.columns);
  }

  async close(): Promise<void> {
    await this.plain.release();
    await this.transposed.release();
  }
}

async function run(session: Session, a: Matrix, b: Matrix, rows: number): Promise<Matrix> {
  const { product } = await session.run({
    a: new Tensor('float32', a.data, [a.rows, a.columns]),
    b: new Tensor('float32', b.data, [b.rows, b.columns]),
  });
  return { data: product?.data as Float32Array, rows, columns: b.columns };
}

/** Seeded numbers in 0..1 (mulberry32). What they choose changes the speed, never the pairs. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const POWER_STEPS = 2;

/** The leading directions of centred rows as columns, by orthogonal iteration; the first lead. */
export async function leadingDirections(
  products: Products,
  centred: Matrix,
  count: number,
): Promise<Matrix> {
  const random = seeded(1);
  const data = new Float32Array(centred.columns * count);
  for (let at = 0; at < data.length; at += 1) data[at] = random() - 0.5;
  let basis: Matrix = { data, rows: centred.columns, columns: count };
  for (let step = 0; step < POWER_STEPS; step += 1) {
    const seen = await products.multiply(centred, basis);
    basis = orthonormal(await products.multiplyTransposed(centred, seen));
  }
  return basis;
}

/** Gram and Schmidt, modified, in float64; columns that add nothing become zero. */
export function orthonormal({ data, rows, columns }: Matrix): Matrix {
  const vectors = columnsOf({ data, rows, columns });
  vectors.forEach((vector, k) => {
    const before = Math.sqrt(dot(vector, vector));
    for (let j = 0; j < k; j += 1) {
      const other = vectors[j]!;
      const share = dot(vector, other);
      for (let i = 0; i < rows; i += 1) vector[i]! -= share * other[i]!;
    }
    const length = Math.sqrt(dot(vector, vector));
    const scale = length > 1e-6 * before ? 1 / length : 0;
    for (let i = 0; i < rows; i += 1) vector[i]! *= scale;
  });
  return fromColumns(vectors, rows);
}

/**
 * A contraction that spreads the first `count` columns evenly over `count` coordinates: a cosine
 * transform with random signs, so that one step size suits all coordinates. It is measured in
 * float64 and shrunk until by Gershgorin's circles no vector can become longer.
 */
export async function spreadContraction(
  products: Products,
  basis: Matrix,
  count: number,
): Promise<Matrix> {
  const first = new Float32Array(basis.rows * count);
  for (let i = 0; i < basis.rows; i += 1) {
    const from = i * basis.columns;
    first.set(basis.data.subarray(from, from + count), i * count);
  }
  const random = seeded(2);
  const spread = new Float32Array(count * count);
  for (let i = 0; i < count; i += 1) {
    const sign = random() < 0.5 ? -1 : 1;
    for (let j = 0; j < count; j += 1) {
      const wave = Math.cos((Math.PI * (i + 0.5) * j) / count);
      spread[i * count + j] = sign * wave * Math.sqrt((j === 0 ? 1 : 2) / count);
    }
  }
  const head = { data: first, rows: basis.rows, columns: count };
  return contracted(await products.multiply(head, { data: spread, rows: count, columns: count }));
}

/** Shrinks until |W^T v| <= |v| is certain for every v, rounding to float32 included. */
export function contracted(matrix: Matrix): Matrix {
  const vectors = columnsOf(matrix);
  const sums = new Float64Array(vectors.length);
  vectors.forEach((a, i) => {
    for (let j = i; j < vectors.length; j += 1) {
      const overlap = Math.abs(dot(a, vectors[j]!));
      sums[i]! += overlap;
      if (j > i) sums[j]! += overlap;
    }
  });
  const widest = sums.reduce((most, sum) => Math.max(most, sum), 0);
  // Rounding moves a matrix with c columns of length <= 1 by at most 2^-24 sqrt(c).
  const room = 1 - 2 ** -23 * Math.sqrt(vectors.length) - 1e-12;
  const scale = room / Math.sqrt(Math.max(1, widest));
  const data = matrix.data.slice();
  for (let at = 0; at < data.length; at += 1) data[at]! *= scale;
  return { ...matrix, data };
}

function columnsOf({ data, rows, columns }: Matrix): Float64Array[] {
  const vectors = Array.from({ length: columns }, () => new Float64Array(rows));
  for (let i = 0, at = 0; i < rows; i += 1) {
    for (let k = 0; k < columns; k += 1, at += 1) vectors[k]![i] = data[at]!;
  }
  return vectors;
}

function fromColumns(vectors: readonly Float64Array[], rows: number): Matrix {
  const columns = vectors.length;
  const data = new Float32Array(rows * columns);
  vectors.forEach((vector, k) => {
    for (let i = 0; i < rows; i += 1) data[i * columns + k] = vector[i]!;
  });
  return { data, rows, columns };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!;
  return sum;
}
