/** One worker thread, as a function from task to rows, or to whatever its source makes of its tasks. */
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { EncoderTask, ThreadReply, ThreadRequest } from './protocol';

/** Joined at run time, so that no bundler takes the thread's source for one of its own. */
const HERE = fileURLToPath(new URL('.', import.meta.url));
const ENTRY = join(HERE, 'thread-entry.mjs');
export const ENCODE_WORKER = join(HERE, 'encode.worker.ts');

/** The thread died; the task may be given to another one. */
export class ThreadCrash extends Error {
  override readonly name = 'ThreadCrash';
}

/** The thread is well, but cannot do this task; `index` is the image or sentence at fault. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  constructor(
    message: string,
    readonly index: number | null,
    /** Nothing is wrong with the images: the encoder cannot be run on this machine. */
    readonly unavailable = false,
  ) {
    super(message);
  }
}

interface Waiting<Result> {
  id: number;
  resolve: (rows: Result) => void;
  reject: (error: Error) => void;
}

export class EncoderThread<Task extends object = EncoderTask, Result = Float32Array> {
  private readonly worker: Worker;
  private waiting: Waiting<Result> | undefined;
  private lastId = 0;
  private died: ThreadCrash | undefined;

  constructor(file: string) {
    this.worker = new Worker(ENTRY, {
      workerData: { file: pathToFileURL(file).href },
      // Not the command's own: its `--import` would be repeated here, in vain.
      execArgv: [],
    });
    this.worker.on('message', (reply: ThreadReply<Result>) => this.receive(reply));
    this.worker.on('error', (error: unknown) =>
      this.die(error instanceof Error ? error.message : String(error)),
    );
    this.worker.on('exit', (code) => this.die(`it ended with code ${code}`));
    // An idle pool does not keep a finished command alive.
    this.worker.unref();
  }

  get dead(): boolean {
    return this.died !== undefined;
  }

  /** One task at a time. Rejects with ThreadCrash or TaskFailure. */
  run(task: Task): Promise<Result> {
    if (this.died) return Promise.reject(this.died);
    this.lastId += 1;
    const request: ThreadRequest<Task> = { ...task, id: this.lastId };
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.waiting = { id: request.id, resolve, reject };
      this.worker.postMessage(request);
    });
  }

  private receive(reply: ThreadReply<Result>): void {
    const waiting = this.waiting;
    if (waiting?.id !== reply.id) return;
    this.waiting = undefined;
    this.worker.unref();
    if ('rows' in reply) waiting.resolve(reply.rows);
    else waiting.reject(new TaskFailure(reply.error, reply.index, reply.unavailable));
  }

  private die(reason: string): void {
    this.died ??= new ThreadCrash(`A thread stopped: ${reason}.`);
    this.waiting?.reject(this.died);
    this.waiting = undefined;
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
