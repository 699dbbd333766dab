/**
 * Reports of studies, and figures of releases, on one thread beside the process's own: thousands of draws
 * would keep every other request waiting. The last few are kept, by what they were made of: what is looked
 * at again without a new answer costs nothing.
 */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/domain/errors';
import { env } from '../env';
// Types alone: the functions are loaded by the thread.
import type { Computation, InputOf, OutputOf } from './computations';

export interface Request {
  id: number;
  name: Computation;
  input: unknown;
}
export type Reply = { id: number } & ({ output: unknown } | { error: string });

/** Each some hundred kilobytes. */
const KEPT = 32;
const kept = new Map<string, Promise<unknown>>();

/** The same input gives the same output; a second call while the first is at work joins it. */
export function inThread<Name extends Computation>(
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const key = createHash('sha256')
    .update(JSON.stringify([name, input]))
    .digest('hex');
  let output = kept.get(key);
  if (output) kept.delete(key);
  else {
    thread ??= new StatisticsThread();
    output = thread.run(name, input);
    output.catch(() => kept.delete(key));
  }
  kept.set(key, output);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return output as Promise<OutputOf<Name>>;
}

let thread: StatisticsThread | undefined;

interface Waiting {
  name: Computation;
  resolve: (output: unknown) => void;
  reject: (error: Error) => void;
}

class StatisticsThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor() {
    // From the root that the server runs in, not from this file: a bundler moves it.
    const lib = resolve(env().BLINDPAIR_ROOT, 'lib', 'infra');
    const entry = join(lib, 'encoders', 'thread-entry.mjs');
    const file = pathToFileURL(join(lib, 'statistics', 'statistics.worker.ts')).href;
    // Not imported: Turbopack would take the thread's entry for one of its own and bundle it.
    const threads = process.getBuiltinModule('node:worker_threads');
    this.worker = new threads.Worker(entry, { workerData: { file }, execArgv: [] });
    this.worker.on('message', (reply: Reply) => this.receive(reply));
    this.worker.on('error', (error: unknown) => this.end(error));
    this.worker.on('exit', (code) => this.end(new Error(`it ended with code ${code}`)));
    this.worker.unref();
  }

  run(name: Computation, input: unknown): Promise<unknown> {
    this.lastId += 1;
    const id = this.lastId;
    // Held alive while it works; a process that waits for nothing else may end in between.
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { name, resolve, reject });
      this.worker.postMessage({ id, name, input } satisfies Request);
    });
  }

  private receive(reply: Reply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (this.waiting.size === 0) this.worker.unref();
    if ('output' in reply) waiting?.resolve(reply.output);
    else waiting?.reject(new Error(`Computing ${waiting.name} failed: ${reply.error}`));
  }

  /** What waits is told; the next call starts another thread. */
  private end(cause: unknown): void {
    if (thread === this) thread = undefined;
    for (const { reject } of this.waiting.values()) {
      reject(
        new AppError(
          'unavailable',
          'The computation of these results stopped. Nothing was changed. Try again; if it stops again, give the server more memory or look at its log.',
          { key: 'reportStopped', cause },
        ),
      );
    }
    this.waiting.clear();
  }
}
