/** Made-up embeddings with the spread, clusters and bursts of real ones; bench/mining.md has the recipe. */
import { Products, seeded, orthonormal, type Matrix } from '@/lib/infra/join/basis';
import type { UnitRows } from '@/lib/domain/mining/rows';

export const SETS = ['h', 'clip', 'flat', 'iso', 'cone', 'c94'] as const;
export type SetName = (typeof SETS)[number];

export const SEMANTIC_DIMENSIONS = 768;
export const VISUAL_DIMENSIONS = 1024;

interface Shape {
  /** Share of the squared length that all rows have in common: their mean cosine. */
  common: number;
  /** Eigenvalues fall with this power of their rank. */
  power: number;
  /** Of the rest: shares of topic and sub-topic; what is left is the image's own. */
  topic: number;
  sub: number;
  /** Spread of the logarithm of how far a sub-topic's images are apart, squared. */
  tightness: number;
}

const SHAPES: Record<SetName, Shape> = {
  h: { common: 0.55, power: 1.45, topic: 0.2, sub: 0.2, tightness: 0.85 },
  clip: { common: 0.55, power: 1.45, topic: 0.2, sub: 0.2, tightness: 0.5 },
  flat: { common: 0.55, power: 0.75, topic: 0.2, sub: 0.2, tightness: 0.85 },
  iso: { common: 0, power: 0, topic: 0, sub: 0, tightness: 0 },
  cone: { common: 0.9, power: 0, topic: 0, sub: 0, tightness: 0 },
  c94: { common: 0.94, power: 0, topic: 0, sub: 0, tightness: 0 },
};

const TOPICS = 300;
const SUBS = 6000;
/** Share of images that are in bursts, and how much of an image its burst shares. */
const IN_BURSTS = 0.1;
const BURST_SHARE = 0.97;
const CHUNK = 4096;

export function normals(seed: number): () => number {
  const uniform = seeded(seed);
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    // Box and Muller.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** Number of each image's burst, or -1: bursts of 2 and more lie together, as in a folder. */
function drawBursts(count: number, seed: number): Int32Array {
  const uniform = seeded(seed);
  const bursts = new Int32Array(count).fill(-1);
  // Bursts have 3 images on average.
  const start = IN_BURSTS / 3 / (1 - IN_BURSTS);
  for (let i = 0, burst = 0; i < count; i += 1) {
    if (uniform() >= start) continue;
    let size = 2;
    while (uniform() < 0.5) size += 1;
    bursts.fill(burst, i, Math.min(count, i + size));
    burst += 1;
    i += size - 1;
  }
  return bursts;
}

function normalise(data: Float32Array, dimensions: number): void {
  for (let from = 0; from < data.length; from += dimensions) {
    let squares = 0;
    for (let k = from; k < from + dimensions; k += 1) squares += data[k]! ** 2;
    const scale = 1 / Math.sqrt(squares);
    for (let k = from; k < from + dimensions; k += 1) data[k]! *= scale;
  }
}

/** Gaussian rows with the set's eigenvalues, of length 1 on average. */
function gaussians(rows: number, deviations: Float64Array, normal: () => number): Float32Array {
  const data = new Float32Array(rows * deviations.length);
  for (let at = 0; at < data.length; at += 1) {
    data[at] = normal() * deviations[at % deviations.length]!;
  }
  return data;
}

export async function semanticRows(set: SetName, count: number): Promise<UnitRows> {
  const shape = SHAPES[set];
  const d = SEMANTIC_DIMENSIONS;
  const normal = normals(11);
  const uniform = seeded(12);
  const values = Float64Array.from({ length: d }, (_, j) => (j + 7) ** -shape.power);
  const sum = values.reduce((a, b) => a + b, 0);
  const deviations = values.map((value) => Math.sqrt(value / sum));

  const mean = gaussians(
    1,
    deviations.map(() => Math.sqrt(1 / d)),
    normal,
  );
  const topics = gaussians(TOPICS, deviations, normal);
  const subs = gaussians(SUBS, deviations, normal);
  const spread = Float64Array.from({ length: SUBS }, () =>
    Math.exp((normal() * shape.tightness) / 2),
  );
  const topicOf = Int32Array.from({ length: SUBS }, () => Math.floor(uniform() * TOPICS));
  const zipf = cumulative(Float64Array.from({ length: SUBS }, (_, k) => 1 / (k + 1)));
  const bursts = drawBursts(count, 13);

  const { common, topic, sub } = shape;
  const own = 1 - topic - sub;
  const data = new Float32Array(count * d);
  const shared = new Float32Array(d);
  let subTopic = 0;
  for (let i = 0; i < count; i += 1) {
    const burst = bursts[i]!;
    const isNew = burst < 0 || i === 0 || bursts[i - 1] !== burst;
    if (isNew) {
      subTopic = pick(zipf, uniform());
      shared.set(gaussians(1, deviations, normal));
    }
    const keep = burst < 0 ? 1 : Math.sqrt(BURST_SHARE);
    const change = Math.sqrt(1 - keep * keep);
    const t = topicOf[subTopic]! * d;
    for (let k = 0; k < d; k += 1) {
      const instance = keep * shared[k]! + (change && change * normal() * deviations[k]!);
      const centred =
        Math.sqrt(topic) * topics[t + k]! +
        Math.sqrt(sub) * subs[subTopic * d + k]! +
        Math.sqrt(own) * spread[subTopic]! * instance;
      data[i * d + k] = Math.sqrt(common) * mean[k]! + Math.sqrt(1 - common) * centred;
    }
  }
  if (shape.power > 0) await rotate(data, d, normal);
  normalise(data, d);
  return { data, count, dimensions: d };
}

/** A random rotation, so that no coordinate is special. */
async function rotate(data: Float32Array, d: number, normal: () => number): Promise<void> {
  const random = Float32Array.from({ length: d * d }, normal);
  const rotation: Matrix = orthonormal({ data: random, rows: d, columns: d });
  const products = await Products.open(0);
  for (let from = 0; from < data.length; from += CHUNK * d) {
    const chunk = data.subarray(from, from + CHUNK * d);
    const turned = await products.multiply(
      { data: chunk, rows: chunk.length / d, columns: d },
      rotation,
    );
    chunk.set(turned.data);
  }
  await products.close();
}

/** Near isotropic; images of a burst share a base, each burst to another degree. */
export function visualRows(count: number): UnitRows {
  const d = VISUAL_DIMENSIONS;
  const normal = normals(21);
  const uniform = seeded(22);
  const bursts = drawBursts(count, 13);
  const base = new Float32Array(d);
  const data = new Float32Array(count * d);
  let weight = 0;
  for (let i = 0; i < count; i += 1) {
    const burst = bursts[i]!;
    if (burst >= 0 && (i === 0 || bursts[i - 1] !== burst)) {
      weight = uniform() * 0.98;
      for (let k = 0; k < d; k += 1) base[k] = normal();
    }
    const w = burst < 0 ? 0 : weight;
    for (let k = 0; k < d; k += 1) {
      data[i * d + k] = Math.sqrt(w) * base[k]! + Math.sqrt(1 - w) * normal();
    }
  }
  normalise(data, d);
  return { data, count, dimensions: d };
}

function cumulative(weights: Float64Array): Float64Array {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}

function pick(sums: Float64Array, uniform: number): number {
  const wanted = uniform * sums.at(-1)!;
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > wanted) high = middle;
    else low = middle + 1;
  }
  return low;
}
