/** Threads that do tasks of one kind. */
import { AppError } from '../../domain/errors';
import type { EncoderTask } from './protocol';
import { EncoderThread, ThreadCrash } from './thread';

interface Waiter<Thread> {
  resolve: (thread: Thread) => void;
  reject: (error: Error) => void;
}

export class ThreadPool<Task extends object = EncoderTask, Result = Float32Array> {
  private readonly all = new Set<EncoderThread<Task, Result>>();
  private readonly idle: EncoderThread<Task, Result>[] = [];
  private readonly queue: Waiter<EncoderThread<Task, Result>>[] = [];
  private closed = false;

  constructor(
    /** Threads are started when they are needed. */
    readonly size: number,
    private readonly workerFile: string,
  ) {}

  /** A task whose thread dies gets one more thread; one that kills two is given up: ThreadCrash. */
  async run(task: Task): Promise<Result> {
    for (let tries = 1; ; tries += 1) {
      const thread = await this.take();
      try {
        return await thread.run(task);
      } catch (error) {
        if (this.closed) throw closedError();
        if (error instanceof ThreadCrash && tries === 1) continue;
        throw error;
      } finally {
        this.giveBack(thread);
      }
    }
  }

  /** Stops all threads; work in progress is rejected with `unavailable`. */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiter of this.queue.splice(0)) waiter.reject(closedError());
    await Promise.all([...this.all].map((thread) => thread.close()));
    this.all.clear();
  }

  private take(): Promise<EncoderThread<Task, Result>> {
    if (this.closed) return Promise.reject(closedError());
    for (let thread = this.idle.pop(); thread; thread = this.idle.pop()) {
      if (!thread.dead) return Promise.resolve(thread);
      this.all.delete(thread);
    }
    if (this.all.size < this.size) return Promise.resolve(this.start());
    return new Promise((resolve, reject) => this.queue.push({ resolve, reject }));
  }

  private start(): EncoderThread<Task, Result> {
    const thread = new EncoderThread<Task, Result>(this.workerFile);
    this.all.add(thread);
    return thread;
  }

  private giveBack(thread: EncoderThread<Task, Result>): void {
    if (this.closed) return;
    if (thread.dead) this.all.delete(thread);
    const next = this.queue.shift();
    if (next) next.resolve(thread.dead ? this.start() : thread);
    else if (!thread.dead) this.idle.push(thread);
  }
}

export const closedError = () =>
  new AppError('unavailable', 'The encoders were stopped. Nothing is lost; start the job again.', {
    key: 'encodersStopped',
  });
