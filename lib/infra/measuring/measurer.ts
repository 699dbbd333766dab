/**
 * Measures images on threads of their own, as decoding, measuring and finding text would keep a job's
 * heartbeat waiting. The checks of a process share the threads; they end with the last check.
 */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '@/lib/domain/errors';
import type { Measures } from '@/lib/domain/hygiene/measures';
import { TaskFailure, ThreadCrash } from '../encoders/thread';
import { ThreadPool } from '../encoders/thread-pool';
import { env } from '../env';
import { machineMemory } from '../memory';
import { detectorMissing } from './text-detector';

export interface MeasureTask {
  bytes: Uint8Array;
}

/** Joined at run time, so that no bundler takes the thread's source for one of its own. */
const WORKER = join(fileURLToPath(new URL('.', import.meta.url)), 'measure.worker.ts');

/** Bytes that a thread takes: its own program, the network, a decoded image and what is made of it. */
const PER_THREAD = 256 * 2 ** 20;
/** Of the machine's memory, for all threads. */
const MEMORY_SHARE = 1 / 4;

export interface Measurer {
  /** Images that are measured at the same time. */
  threads: number;
  /**
   * Null for bytes that are no whole image. Throws `unavailable` where text cannot be found, or the
   * image stops two threads.
   */
  measure: (bytes: Uint8Array) => Promise<Measures | null>;
}

type Pool = ThreadPool<MeasureTask, Measures | null>;
let shared: { pool: Pool; users: number } | null = null;

export async function withMeasurer<T>(work: (measurer: Measurer) => Promise<T>): Promise<T> {
  shared ??= { pool: new ThreadPool(threadsHere(), WORKER), users: 0 };
  const mine = shared;
  mine.users += 1;
  try {
    return await work({
      threads: mine.pool.size,
      measure: (bytes) => mine.pool.run({ bytes }).catch(explain),
    });
  } finally {
    mine.users -= 1;
    if (mine.users === 0) {
      shared = null;
      await mine.pool.close();
    }
  }
}

function threadsHere(): number {
  const cores = env().ENCODER_THREADS ?? availableParallelism();
  return Math.max(1, Math.min(cores, Math.floor((machineMemory() * MEMORY_SHARE) / PER_THREAD)));
}

function explain(error: unknown): never {
  if (error instanceof TaskFailure && error.unavailable)
    throw detectorMissing(error.message, error);
  if (error instanceof ThreadCrash) {
    throw new AppError(
      'unavailable',
      'Measuring an image stopped twice. What was measured before is kept; start the check again, and if it stops again give the worker more memory or look at the log.',
      { key: 'measuringStopped', cause: error },
    );
  }
  throw error;
}
