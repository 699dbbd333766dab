/** Which threads hold the weights of which encoder, and how many. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { machineMemory } from '../memory';
import type { UsableEncoder } from './registry';
import { ThreadPool } from './thread-pool';

/**
 * Bytes of weights of which each core has a copy. Operators of such encoders are over before a second
 * thread has begun.
 */
export const SMALL_WEIGHTS = 32 * 2 ** 20;
/** More threads in one session wait for each other more than they gain. */
const MOST_THREADS = 4;
/** Of the machine's memory, for all copies of one encoder's weights. */
const MEMORY_SHARE = 1 / 4;
/** The same, where there is a copy for each core. */
const COPIES_SHARE = 1 / 16;
/** Encoders that stay open: a semantic and a visual one. */
const KEPT = 2;

/**
 * Sessions of a large encoder, each with its own copy of the weights, and threads in each. One per core
 * is fastest, since threads of one session wait for each other, above all while other threads prepare
 * images. Where that is too much memory, one for all cores would let many threads wait: a copy for
 * every four cores, if a quarter of the memory holds that many. `memory`: bytes.
 */
export function layout(
  cores: number,
  weights: number,
  memory: number,
): { sessions: number; threads: number } {
  if (weights * cores <= memory * COPIES_SHARE) return { sessions: cores, threads: 1 };
  const fit = Math.max(1, Math.floor((memory * MEMORY_SHARE) / weights));
  const sessions = Math.min(fit, Math.ceil(cores / MOST_THREADS));
  return { sessions, threads: Math.floor(cores / sessions) };
}

export interface Runner {
  pool: ThreadPool;
  /** Inside one operator. */
  threads: number;
  /** Whether other threads prepare the images; else those of `pool` do it. */
  apart: boolean;
}

interface Group extends Runner {
  users: number;
}

export class Runners {
  /** The last used comes last. */
  private readonly groups = new Map<string, Group>();
  private readonly small: Runner;

  /** `shared`: one thread per core, for whatever is no large encoder. */
  constructor(
    private readonly shared: ThreadPool,
    private readonly workerFile: string,
    private readonly smallWeights: number,
    private readonly memory = machineMemory(),
  ) {
    this.small = { pool: shared, threads: 1, apart: false };
  }

  async use<T>(encoder: UsableEncoder, work: (runner: Runner) => Promise<T>): Promise<T> {
    const weights = await weightBytes(encoder);
    if (weights <= this.smallWeights) return work(this.small);
    const key = JSON.stringify([encoder.folder, encoder.description]);
    const group = this.groups.get(key) ?? this.open(weights);
    this.groups.delete(key);
    this.groups.set(key, group);
    group.users += 1;
    try {
      await this.closeUnused();
      return await work(group);
    } finally {
      group.users -= 1;
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.groups.values()].map(({ pool }) => pool.close()));
  }

  private open(weights: number): Group {
    const { sessions, threads } = layout(this.shared.size, weights, this.memory);
    const pool = new ThreadPool(sessions, this.workerFile);
    return { pool, threads, apart: threads > 1, users: 0 };
  }

  private async closeUnused(): Promise<void> {
    for (const [key, group] of this.groups) {
      if (this.groups.size <= KEPT) return;
      if (group.users > 0) continue;
      this.groups.delete(key);
      await group.pool.close();
    }
  }
}

/** Of both towers: a thread that was asked for images may be asked for texts next. One graph may hold both. */
async function weightBytes({ folder, description }: UsableEncoder): Promise<number> {
  const { image, text } = description;
  const all = [image, ...(image.data ?? []), ...(text ? [text, ...(text.data ?? [])] : [])];
  const files = [...new Set(all.map(({ file }) => file))];
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
