/** How much memory a join may use, and what that allows. */
import { machineMemory } from '../memory';
import { AppError } from '@/lib/domain/errors';
import { BLOCK } from './codebook';

const MB = 1024 * 1024;
const FLOAT_BYTES = 4;
/** Bytes of a code that there is always room for, and those that few corpora need. */
const USUAL_WIDTH = 128;
export const WIDE = 256;
/** Of two codes of a row, its norm and its errors. */
const CODE_BYTES = 2 * USUAL_WIDTH + 12;
const WIDER_BYTES = 2 * (WIDE - USUAL_WIDTH);
/** A thread with its runtime and sessions. */
const THREAD_BYTES = 90 * MB;
/** Of a pair in a tile that hits everywhere: product, copy, answer, and indices twice; as survivor, thrice. */
const TILE_BYTES = 4 + 4 + 1 + 2 * 16 + 3 * 16;
/** Rows of a strip, best first. */
const STRIPS = [2048, 1024, 512];

export interface JoinSize {
  count: number;
  semanticDimensions: number;
  visualDimensions: number;
  /** Whether the semantic rows lie in shared memory; otherwise threads need a copy of them. */
  shared: boolean;
}

export interface JoinPlan {
  /** 0: on the calling thread. */
  threads: number;
  stripRows: number;
  /** Bytes of the longest codes that there is room for. */
  widest: number;
}

/** Half of the machine, where nobody says otherwise. */
export const defaultMemoryMB = (): number => Math.floor(machineMemory() / 2 / MB);

export const matrixBytes = ({ count, semanticDimensions, visualDimensions }: JoinSize): number =>
  count * (semanticDimensions + visualDimensions) * FLOAT_BYTES;

/**
 * The most threads and the widest strips that fit beside both matrices; without room for one
 * thread the caller compares by itself. Refuses when not even that fits.
 */
export function planJoin(size: JoinSize, threads: number, memoryMB: number): JoinPlan {
  const plan = fitJoin(size, threads, memoryMB);
  if (plan) return plan;
  const { count } = size;
  const needed = Math.ceil(leastBytes(size) / MB);
  throw new AppError(
    'unprocessable',
    `Comparing ${count} images takes at least ${needed} MB of memory, and mining may use ${memoryMB} MB. Nothing was mined. Set MINING_MEMORY_MB to ${needed} or more, or use a machine with more memory.`,
    { key: 'miningMemory', params: { count, needed, allowed: memoryMB } },
  );
}

/** What a join takes without threads and with the narrowest strips. */
const leastBytes = (size: JoinSize): number =>
  matrixBytes(size) + STRIPS.at(-1)! * BLOCK * TILE_BYTES;

/** The same; null when not even the least fits. */
export function fitJoin(size: JoinSize, threads: number, memoryMB: number): JoinPlan | null {
  const { count, semanticDimensions, shared } = size;
  const left = memoryMB * MB - matrixBytes(size);
  const common =
    count * CODE_BYTES + (shared ? 0 : count * semanticDimensions * FLOAT_BYTES) + THREAD_BYTES;
  for (let hands = threads; hands >= 1; hands -= 1) {
    for (const stripRows of STRIPS) {
      const each = THREAD_BYTES + stripRows * BLOCK * TILE_BYTES;
      const rest = left - common - hands * each;
      if (rest < 0) continue;
      const widest = rest < count * WIDER_BYTES ? USUAL_WIDTH : WIDE;
      return { threads: hands, stripRows, widest };
    }
  }
  const stripRows = STRIPS.at(-1)!;
  // Without threads there are no codes.
  return leastBytes(size) <= memoryMB * MB ? { threads: 0, stripRows, widest: 0 } : null;
}

/**
 * The most rows of a block, at most `wanted` and a multiple of BLOCK, such that two blocks can be
 * compared by a thread within this memory. Refuses when not even the smallest blocks can.
 */
export function rowsOfBlock(
  size: Pick<JoinSize, 'semanticDimensions' | 'visualDimensions'>,
  wanted: number,
  memoryMB: number,
): number {
  const two = (blocks: number): JoinSize => ({ ...size, count: 2 * blocks * BLOCK, shared: true });
  const fits = (blocks: number): boolean => (fitJoin(two(blocks), 1, memoryMB)?.threads ?? 0) > 0;
  let least = 1;
  let most = Math.max(1, Math.ceil(wanted / BLOCK));
  if (fits(most)) return most * BLOCK;
  planJoin(two(least), 1, memoryMB);
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2);
    if (fits(middle)) least = middle;
    else most = middle;
  }
  return least * BLOCK;
}
