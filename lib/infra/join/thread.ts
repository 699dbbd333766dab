/** One thread that compares, as a function from task to reply. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { AppError } from '@/lib/domain/errors';
import type { UnitRows } from '@/lib/domain/mining/rows';
import type { JoinHand, JoinReply, JoinTask, JoinThreadData, JoinThreadReply } from './protocol';

/** Joined at run time, so that no bundler takes the thread's source for one of its own. */
const HERE = fileURLToPath(new URL('.', import.meta.url));
const ENTRY = join(HERE, '..', 'encoders', 'thread-entry.mjs');
const WORKER = join(HERE, 'join.worker.ts');

export class JoinThread implements JoinHand {
  private readonly worker: Worker;
  private readonly ended: Promise<void>;
  private waiting: { resolve: (reply: JoinReply) => void; reject: (error: Error) => void } | null =
    null;
  private died: Error | undefined;
  /** Settled when the thread has nothing to do. */
  private latest: Promise<void> = Promise.resolve();

  /** Settled when the thread can work, or never will. */
  readonly ready: Promise<void>;

  /** `rows` lie in shared memory, so that threads read the same ones. */
  constructor(rows: UnitRows) {
    const workerData: JoinThreadData = { file: pathToFileURL(WORKER).href, rows };
    this.worker = new Worker(ENTRY, {
      workerData,
      // Not the command's own: its `--import` would be repeated here, in vain.
      execArgv: [],
    });
    let started: () => void = () => undefined;
    this.ready = new Promise((resolve) => (started = resolve));
    this.worker.on('message', (message: JoinThreadReply | 'ready') => {
      if (message === 'ready') return started();
      const { waiting } = this;
      this.waiting = null;
      if ('error' in message) waiting?.reject(new Error(message.error));
      else waiting?.resolve(message.reply);
    });
    this.worker.on('error', (error: unknown) => this.die(error));
    this.ended = new Promise((resolve) => {
      this.worker.on('exit', (code) => {
        this.die(`it ended with code ${code}`);
        started();
        resolve();
      });
    });
  }

  run(task: JoinTask): Promise<JoinReply> {
    if (this.died) return Promise.reject(this.died);
    const reply = new Promise<JoinReply>((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.worker.postMessage(task);
    });
    this.latest = reply.then(
      () => undefined,
      () => undefined,
    );
    return reply;
  }

  private die(reason: unknown): void {
    this.died ??= new AppError(
      'unavailable',
      'A thread that compares pairs stopped. Nothing was stored. Start the run again; if it stops again, give it less memory with MINING_MEMORY_MB or look at the log.',
      { key: 'joinStopped', cause: reason },
    );
    this.waiting?.reject(this.died);
    this.waiting = null;
  }

  /** Ends after its task; stopping a thread in the middle of one would leak its sessions. */
  async close(): Promise<void> {
    await this.latest;
    this.worker.postMessage('close');
    await this.ended;
  }
}
