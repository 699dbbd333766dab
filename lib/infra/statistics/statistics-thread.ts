/**
 * Reports of studies, and figures of releases, on one thread beside the process's own: thousands of draws
 * would keep every other request waiting. The last few are kept, each under a key that its caller gives: what
 * is looked at again without a new answer costs nothing, not even reading the answers.
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

/**
 * `key` is small and other for every other input (lib/infra/study-answers.ts has the stamps of answers); `load`
 * is asked only where nothing is kept under it. A second call while the first is at work joins it.
 */
export function inThread<Name extends Computation>(
  name: Name,
  key: unknown,
  load: () => InputOf<Name> | Promise<InputOf<Name>>,
): Promise<OutputOf<Name>> {
  const id = idOf(name, key);
  let output = kept.get(id);
  if (output) kept.delete(id);
  else {
    output = computed(name, load);
    output.catch(() => kept.delete(id));
  }
  kept.set(id, output);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return output as Promise<OutputOf<Name>>;
}

/** Whether `inThread` would answer without loading. */
export const isKept = (name: Computation, key: unknown): boolean => kept.has(idOf(name, key));

const idOf = (name: Computation, key: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify([name, key]))
    .digest('hex');

async function computed<Name extends Computation>(
  name: Name,
  load: () => InputOf<Name> | Promise<InputOf<Name>>,
): Promise<unknown> {
  const input = await load();
  thread ??= new StatisticsThread();
  return thread.run(name, input);
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
