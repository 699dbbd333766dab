/**
 * Opens an image tower that computes only what its embedding needs, where that provably changes no bit.
 * Proven like company (decision 10): the kernels that run depend on shapes, not on values, so that two
 * images whose rows agree to the bit settle it for this graph, this runtime and this processor.
 */
import { dirname, join } from 'node:path';
import type { EncoderDescription, ImageTower } from '@/lib/domain/encoders';
import { applied, classTokenOnly, type ClassTokenGraph } from './class-token';
import { equal } from './company';
import { fillersOf, verifiedWithRoom, verifyOnDisk } from './graph';
import { floats, openSession, Tensor, type Session, type SessionChoice } from './ort';
import { pooled } from './pooling';

/** For the operators of a last block, many times over; a graph that needs more is left as it is. */
const ROOM = 2 ** 18;
const TRIALS = 2;

interface Outcome {
  rows: Float32Array[];
  /** Of the edges, image by image. */
  dims: (readonly number[])[];
}

/** Numbers as prepared images have them, always the same (Numerical Recipes' constants). */
function trialPixels(crop: number, seed: number): Float32Array {
  let state = seed;
  return new Float32Array(3 * crop * crop).map(() => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 1073741824 - 2;
  });
}

async function tried(
  session: Session,
  { image, dimensions }: EncoderDescription,
  edges: readonly string[],
): Promise<Outcome> {
  const outcome: Outcome = { rows: [], dims: [] };
  const { crop } = image.preprocessing;
  const { output, pooling } = image.embedding;
  for (let k = 1; k <= TRIALS; k += 1) {
    const pixels = new Tensor('float32', trialPixels(crop, k), [1, 3, crop, crop]);
    const feeds = { ...fillersOf(session, image), [image.input]: pixels };
    const given = await session.run(feeds, [...new Set([output, ...edges])]);
    outcome.rows.push(pooled(floats(given, output), pooling, dimensions, image.tokens).slice());
    outcome.dims.push(...edges.map((edge) => given[edge]?.dims ?? []));
  }
  return outcome;
}

async function once<T>(
  bytes: Uint8Array | null,
  choice: SessionChoice,
  use: (session: Session) => Promise<T>,
): Promise<T | undefined> {
  if (!bytes) return undefined;
  const session = await openSession(bytes, choice);
  try {
    return await use(session);
  } finally {
    await session.release();
  }
}

/** One image's [1, tokens, channels] each, more than one token, as many in all. */
function areTokens(dims: readonly (readonly number[])[]): boolean {
  const tokens = dims[0]?.[1] ?? 0;
  return (
    tokens > 1 && dims.every((sides) => sides.length === 3 && sides[0] === 1 && sides[1] === tokens)
  );
}

async function proven(
  room: Uint8Array,
  length: number,
  graph: ClassTokenGraph,
  description: EncoderDescription,
  choice: SessionChoice,
): Promise<Session | undefined> {
  // One after the other: the weights are never in memory twice.
  const expected = await once(applied(room, length, graph.reference), choice, (session) =>
    tried(session, description, graph.edges),
  );
  const [first, second] = expected?.rows ?? [];
  // Images that look the same to an encoder prove nothing.
  if (!expected || !first || !second || equal(first, second) || !areTokens(expected.dims)) {
    return undefined;
  }
  const bytes = applied(room, length, graph.cut);
  if (!bytes) return undefined;
  const session = await openSession(bytes, choice);
  try {
    const { rows } = await tried(session, description, []);
    if (rows.every((row, k) => equal(row, expected.rows[k]!))) return session;
  } catch {
    // Then the graph as it is must do.
  }
  await session.release();
  return undefined;
}

/**
 * The image tower for its embedding alone: undefined where all of its graph is needed or where less was
 * not proven to give the same rows, to the bit. Throws where a file is not the one described.
 */
export async function openCut(
  folder: string,
  description: EncoderDescription,
  choice: SessionChoice,
): Promise<Session | undefined> {
  // Elsewhere it was never tried.
  if ((choice.provider ?? 'cpu') !== 'cpu') return undefined;
  const { image } = description;
  const { output, pooling } = image.embedding;
  if (!mayGain(image)) return undefined;
  const { buffer, length } = await verifiedWithRoom(folder, image, ROOM);
  const graph = classTokenOnly(buffer.subarray(0, length), output, pooling);
  if (!graph) return undefined;
  if (image.data) await verifyOnDisk(folder, image.data);
  const opening = {
    ...choice,
    ...(image.data && { dataFolder: dirname(join(folder, image.file)) }),
  };
  // A changed graph that cannot be opened or run is no reason not to use the graph as it is.
  return proven(buffer, length, graph, description, opening).catch(() => undefined);
}

const mayGain = ({ embedding: { pooling } }: ImageTower): boolean =>
  pooling === 'none' || pooling === 'first';
