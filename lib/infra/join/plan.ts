/** How much memory a join may use, and what that allows. */
import { totalmem } from 'node:os';
import { AppError } from '@/lib/domain/errors';
import { BLOCK } from './codebook';

const MB = 1024 * 1024;
const FLOAT_BYTES = 4;
/** Of two codes of a row, its norm and its errors. */
const CODE_BYTES = 2 * 128 + 12;
/** A thread with its runtime and sessions. */
const THREAD_BYTES = 90 * MB;
/** Of a pair in a tile that hits everywhere: product, copy, answer, and indices twice. */
const TILE_BYTES = 4 + 4 + 1 + 2 * 16;
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
}

/** Half of the machine, where nobody says otherwise. */
export const defaultMemoryMB = (): number => Math.floor(totalmem() / 2 / MB);

export const matrixBytes = ({ count, semanticDimensions, visualDimensions }: JoinSize): number =>
  count * (semanticDimensions + visualDimensions) * FLOAT_BYTES;

/**
 * The most threads and the widest strips that fit beside both matrices; without room for one
 * thread the caller compares by itself. Refuses when not even that fits.
 */
export function planJoin(size: JoinSize, threads: number, memoryMB: number): JoinPlan {
  const { count, semanticDimensions, shared } = size;
  const left = memoryMB * MB - matrixBytes(size);
  const common =
    count * CODE_BYTES + (shared ? 0 : count * semanticDimensions * FLOAT_BYTES) + THREAD_BYTES;
  for (let hands = threads; hands >= 1; hands -= 1) {
    for (const stripRows of STRIPS) {
      const each = THREAD_BYTES + stripRows * BLOCK * TILE_BYTES;
      if (common + hands * each <= left) return { threads: hands, stripRows };
    }
  }
  const stripRows = STRIPS.at(-1)!;
  if (stripRows * BLOCK * TILE_BYTES <= left) return { threads: 0, stripRows };
  const needed = Math.ceil((matrixBytes(size) + stripRows * BLOCK * TILE_BYTES) / MB);
  throw new AppError(
    'unprocessable',
    `Comparing ${count} images takes at least ${needed} MB of memory, and mining may use ${memoryMB} MB. Nothing was mined. Set MINING_MEMORY_MB to ${needed} or more, or use a machine with more memory.`,
    { key: 'miningMemory', params: { count, needed, allowed: memoryMB } },
  );
}
