/**
 * Reports of studies, on one thread beside the server's own: thousands of draws would keep every other
 * request waiting. The last few are kept, by what they were made of: a study that is looked at again
 * without a new answer costs nothing.
 */
import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/domain/errors';
import type { ReportInput, StudyReport } from '@/lib/domain/statistics/study-report';
import { env } from '../env';

export type ReportReply = { id: number } & ({ report: StudyReport } | { error: string });

/** Each some hundred kilobytes. */
const KEPT = 32;
const kept = new Map<string, Promise<StudyReport>>();

/** The same input gives the same report; a second call while the first is at work joins it. */
export function reportInThread(input: ReportInput): Promise<StudyReport> {
  const key = createHash('sha256').update(JSON.stringify(input)).digest('hex');
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  thread ??= new ReportThread();
  const report = thread.run(input);
  kept.set(key, report);
  report.catch(() => kept.delete(key));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT) break;
    kept.delete(oldest);
  }
  return report;
}

let thread: ReportThread | undefined;

interface Waiting {
  resolve: (report: StudyReport) => void;
  reject: (error: Error) => void;
}

class ReportThread {
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  constructor() {
    // From the root that the server runs in, not from this file: a bundler moves it.
    const lib = resolve(env().BLINDPAIR_ROOT, 'lib', 'infra');
    const entry = join(lib, 'encoders', 'thread-entry.mjs');
    const file = pathToFileURL(join(lib, 'statistics', 'report.worker.ts')).href;
    // Not imported: Turbopack would take the thread's entry for one of its own and bundle it.
    const threads = process.getBuiltinModule('node:worker_threads');
    this.worker = new threads.Worker(entry, { workerData: { file }, execArgv: [] });
    this.worker.on('message', (reply: ReportReply) => this.receive(reply));
    this.worker.on('error', (error: unknown) => this.end(error));
    this.worker.on('exit', (code) => this.end(new Error(`it ended with code ${code}`)));
    this.worker.unref();
  }

  run(input: ReportInput): Promise<StudyReport> {
    this.lastId += 1;
    const id = this.lastId;
    // Held alive while it works; a process that waits for nothing else may end in between.
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ id, input });
    });
  }

  private receive(reply: ReportReply): void {
    const waiting = this.waiting.get(reply.id);
    this.waiting.delete(reply.id);
    if (this.waiting.size === 0) this.worker.unref();
    if ('report' in reply) waiting?.resolve(reply.report);
    else waiting?.reject(new Error(`The report of a study failed: ${reply.error}`));
  }

  /** What waits is told; the next call starts another thread. */
  private end(cause: unknown): void {
    if (thread === this) thread = undefined;
    for (const { reject } of this.waiting.values()) {
      reject(
        new AppError(
          'unavailable',
          'The computation of this study’s results stopped. Nothing was changed. Reload the page; if it stops again, give the server more memory or look at its log.',
          { key: 'reportStopped', cause },
        ),
      );
    }
    this.waiting.clear();
  }
}
