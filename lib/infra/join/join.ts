/**
 * The exact pair join at the speed of a matrix library: a filter that provably loses no pair, then
 * the float64 test. docs/decisions/0009-exact-pair-join.md says how and why.
 */
import { availableParallelism } from 'node:os';
import { assertJoinable, byRows, type BlindPair, type JoinInput } from '@/lib/domain/mining/join';
import type { UnitRows } from '@/lib/domain/mining/rows';
import { largestDistance } from './bound';
import { BLOCK } from './codebook';
import { compareAll, pairsBetween, type Track } from './compare';
import { OwnHand } from './hand';
import { choose, type Variant } from './pilot';
import { defaultMemoryMB, planJoin } from './plan';
import type { JoinHand } from './protocol';
import { JoinThread } from './thread';

/** Nanoseconds per pair and dimension of a float32 product on one core. */
const PRODUCT_NS = 0.01;
/** Starting threads and choosing codes takes about as long; less work is done at once. */
const AT_ONCE_NS = 0.4e9;

export interface JoinOptions {
  /** By default one per core. */
  threads?: number;
  /** Both matrices and all that the join needs beside them; by default half of the machine's. */
  memoryMB?: number;
  /** Pairs compared, in all, and compared per second so far. */
  onProgress?: (done: number, total: number, perSecond: number) => void;
  /** What the pilot found, before pairs are compared; and again when the codes turn out useless. */
  onChoice?: (chosen: Variant, tried: readonly Variant[]) => void;
  signal?: AbortSignal;
  /** Numbers per image that the caller holds beside both matrices: rows of further encoders. */
  dimensionsBeside?: number;
  /**
   * Only pairs of a row before this one with this row or a later one: a tile of two blocks. Codes want
   * a multiple of 512; other blocks are multiplied in full.
   */
  split?: number;
  /**
   * Instead of what the sizes suggest: on threads or in place, and the bytes of a code (null: whole
   * products). The pairs are the same.
   */
  force?: { place?: 'threads' | 'here'; width?: number | null };
}

/**
 * Every pair i < j above the semantic and below the visual threshold: the same pairs, cosines and
 * order as `joinPairs`, or those that `accept` takes of the pairs above. Rejects with the signal's reason when aborted, checked before each strip.
 * Semantic rows in shared memory are used as they are; others are copied where threads need them.
 */
export async function joinPairsFast(
  input: JoinInput,
  options: JoinOptions = {},
): Promise<BlindPair[]> {
  const { semantic, visual } = input;
  const cores = options.threads ?? availableParallelism();
  const { split } = options;
  const work = pairsBetween(semantic.count, split) * semantic.dimensions * PRODUCT_NS;
  const place = options.force?.place ?? (work / cores < AT_ONCE_NS ? 'here' : 'threads');
  const plan = planJoin(
    {
      count: semantic.count,
      semanticDimensions: semantic.dimensions,
      visualDimensions: visual.dimensions + (options.dimensionsBeside ?? 0),
      shared: isShared(semantic),
    },
    place === 'here' ? 0 : cores,
    options.memoryMB ?? defaultMemoryMB(),
  );
  options.signal?.throwIfAborted();
  const rows = plan.threads > 1 ? inSharedMemory(semantic) : semantic;
  // This thread works, too: the others take a while to start.
  const hands: JoinHand[] = [
    new OwnHand(rows, plan.threads > 0 ? 1 : cores),
    ...Array.from({ length: Math.max(0, plan.threads - 1) }, () => new JoinThread(rows)),
  ];
  try {
    // Checked, and the codes chosen, while they do.
    const longestRow = assertJoinable(input);
    const semanticAbove = input.thresholds.semanticAbove;
    const distance = largestDistance(semanticAbove, longestRow);
    if (semantic.count < 2 || Number.isNaN(distance)) return [];
    const pilot = { rows, semanticAbove, longestRow, distance, widest: plan.widest };
    const forced = options.force?.width;
    const unforced = plan.threads === 0 ? null : undefined;
    const aligned = (split ?? 0) % BLOCK === 0;
    const width = aligned ? (forced === undefined ? unforced : forced) : null;
    const choice = await choose({ ...pilot, ...(width === undefined ? {} : { width }) });
    options.onChoice?.(choice.chosen, choice.tried);
    const track: Track = { ...options, stripRows: plan.stripRows };
    const pairs = await compareAll({ ...input, semantic: rows }, hands, pilot, choice, track);
    return pairs.sort(byRows);
  } finally {
    await Promise.all(hands.map((hand) => hand.close()));
  }
}

const isShared = ({ data }: UnitRows): boolean => data.buffer instanceof SharedArrayBuffer;

function inSharedMemory(rows: UnitRows): UnitRows {
  if (isShared(rows)) return rows;
  const data = new Float32Array(new SharedArrayBuffer(rows.data.byteLength));
  data.set(rows.data);
  return { ...rows, data };
}
