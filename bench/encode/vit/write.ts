/** Writes a tower with random weights, a tensor at a time: the largest is over a gigabyte. */
import { createHash } from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { FLOAT, head, INT64, int, model, text, type Bytes } from '@/lib/infra/encoders/onnx-wire';
import type { Geometry } from './geometry';
import { towerGraph, type Weight } from './graph';

const INITIALIZER = 5;
const RAW_DATA = 9;
const BYTES_PER_FLOAT = 4;

const product = (shape: readonly number[]): number => shape.reduce((all, side) => all * side, 1);

/** What stands before a tensor's raw bytes, `length` of them. */
function tensorHead(
  name: string,
  shape: readonly number[],
  type: number,
  length: number,
): { bytes: Bytes; total: number } {
  const body = [
    ...shape.flatMap((side) => int(1, side)),
    ...int(2, type),
    ...text(8, name),
    ...head(RAW_DATA, length),
  ];
  const bytes = [...head(INITIALIZER, body.length + length), ...body];
  return { bytes, total: bytes.length + length };
}

/** The same numbers on every machine: a linear congruential generator (Numerical Recipes). */
function noise(count: number, seed: number, { scale, centre }: Weight): Float32Array {
  let state = seed >>> 0;
  const out = new Float32Array(count);
  for (let k = 0; k < count; k += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    out[k] = centre + scale * (state / 2147483648 - 1);
  }
  return out;
}

const floatHead = ({ name, shape }: Weight) =>
  tensorHead(name, shape, FLOAT, product(shape) * BYTES_PER_FLOAT);

/** Gives the SHA-256 of the file. */
export async function writeTower(geometry: Geometry, file: string): Promise<string> {
  const { nodes, ports, weights, numbers } = towerGraph(geometry);
  const shapes = numbers.map(({ name, values }) => {
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return [...tensorHead(name, [values.length], INT64, data.length).bytes, ...data];
  });
  const start = [...nodes, ...shapes.flat(), ...ports];
  const graph = start.length + weights.reduce((sum, weight) => sum + floatHead(weight).total, 0);
  const { before, after } = model(graph, 17);
  const partial = `${file}.partial`;
  const handle = await open(partial, 'w');
  const hash = createHash('sha256');
  const write = async (bytes: Uint8Array) => {
    hash.update(bytes);
    await handle.writeFile(bytes);
  };
  try {
    await write(Uint8Array.from([...before, ...start]));
    for (const [index, weight] of weights.entries()) {
      await write(Uint8Array.from(floatHead(weight).bytes));
      const numbersOfIt = noise(product(weight.shape), index * 7919 + 1, weight);
      await write(new Uint8Array(numbersOfIt.buffer));
    }
    await write(Uint8Array.from(after));
  } finally {
    await handle.close();
  }
  await rename(partial, file);
  return hash.digest('hex');
}
