/** Encoders on worker threads, so that neither the web server nor the job loop ever blocks. */
import { availableParallelism } from 'node:os';
import { AppError } from '../../domain/errors';
import type { EncoderTask, EncoderWork } from './protocol';
import type { EncoderRegistry } from './registry';
import { ENCODE_WORKER, EncoderThread, TaskFailure, ThreadCrash } from './thread';

/** Images or sentences per message to a thread: small enough for progress, cancel and retry. */
const BATCH = 16;

export interface EncoderPoolOptions {
  registry: EncoderRegistry;
  /** By default one per core. */
  threads?: number;
  batchSize?: number;
  /** Source of the thread. */
  workerFile?: string;
}

export interface EncodeOptions {
  /** Images or sentences done and in all. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

interface Waiter {
  resolve: (thread: EncoderThread) => void;
  reject: (error: Error) => void;
}

export class EncoderPool {
  private readonly registry: EncoderRegistry;
  private readonly size: number;
  private readonly batchSize: number;
  private readonly workerFile: string;
  private readonly all = new Set<EncoderThread>();
  private readonly idle: EncoderThread[] = [];
  private readonly queue: Waiter[] = [];
  private closed = false;

  constructor(options: EncoderPoolOptions) {
    this.registry = options.registry;
    this.size = Math.max(1, options.threads ?? availableParallelism());
    this.batchSize = Math.max(1, options.batchSize ?? BATCH);
    this.workerFile = options.workerFile ?? ENCODE_WORKER;
  }

  /**
   * Unit rows, images.length x dimensions float32, in order, from the bytes of image files. The
   * same bytes give the same row whatever else is encoded and on however many threads.
   * Throws `not-found` or `unavailable` for the encoder, `unprocessable` for an image.
   */
  encodeImages(
    encoderId: string,
    images: readonly Uint8Array[],
    options?: EncodeOptions,
  ): Promise<Float32Array> {
    return this.encode(
      encoderId,
      images,
      (part) => ({ kind: 'embed-images', images: part }),
      options,
    );
  }

  /** Patch tokens, images.length x rows x columns x channels float32, not normalised. */
  imageTokens(
    encoderId: string,
    images: readonly Uint8Array[],
    options?: EncodeOptions,
  ): Promise<Float32Array> {
    return this.encode(
      encoderId,
      images,
      (part) => ({ kind: 'image-tokens', images: part }),
      options,
    );
  }

  /** Unit rows, texts.length x dimensions float32; the encoder must have a text tower. */
  encodeTexts(
    encoderId: string,
    texts: readonly string[],
    options?: EncodeOptions,
  ): Promise<Float32Array> {
    return this.encode(encoderId, texts, (part) => ({ kind: 'embed-texts', texts: part }), options);
  }

  /** Stops all threads; work in progress is rejected with `unavailable`. */
  async close(): Promise<void> {
    this.closed = true;
    for (const waiter of this.queue.splice(0)) waiter.reject(closedError());
    await Promise.all([...this.all].map((thread) => thread.close()));
    this.all.clear();
  }

  private async encode<T>(
    encoderId: string,
    items: readonly T[],
    workOf: (part: T[]) => EncoderWork,
    { onProgress, signal }: EncodeOptions = {},
  ): Promise<Float32Array> {
    signal?.throwIfAborted();
    const { folder, description } = await this.registry.get(encoderId);
    const parts: Float32Array[] = [];
    let next = 0;
    let done = 0;
    let failed = false;
    const lane = async () => {
      while (next < items.length && !failed) {
        const start = next;
        const part = items.slice(start, start + this.batchSize);
        next += part.length;
        try {
          signal?.throwIfAborted();
          const task = { folder, description, work: workOf(part) };
          parts[start / this.batchSize] = await this.attempt(task, encoderId, start);
        } catch (error) {
          failed = true;
          throw error;
        }
        done += part.length;
        onProgress?.(done, items.length);
      }
    };
    const lanes = await Promise.allSettled(Array.from({ length: this.size }, lane));
    const rejected = lanes.find((result) => result.status === 'rejected');
    if (rejected) throw rejected.reason;
    return concatenated(parts);
  }

  /** A batch whose thread dies gets one more thread; a batch that kills two is given up. */
  private async attempt(task: EncoderTask, encoderId: string, start: number) {
    for (let tries = 1; ; tries += 1) {
      const thread = await this.take();
      try {
        return await thread.run(task);
      } catch (error) {
        if (this.closed) throw closedError();
        if (error instanceof ThreadCrash && tries === 1) continue;
        throw explained(error, encoderId, start);
      } finally {
        this.giveBack(thread);
      }
    }
  }

  private take(): Promise<EncoderThread> {
    if (this.closed) return Promise.reject(closedError());
    for (let thread = this.idle.pop(); thread; thread = this.idle.pop()) {
      if (!thread.dead) return Promise.resolve(thread);
      this.all.delete(thread);
    }
    if (this.all.size < this.size) return Promise.resolve(this.start());
    return new Promise((resolve, reject) => this.queue.push({ resolve, reject }));
  }

  private start(): EncoderThread {
    const thread = new EncoderThread(this.workerFile);
    this.all.add(thread);
    return thread;
  }

  private giveBack(thread: EncoderThread): void {
    if (this.closed) return;
    if (thread.dead) this.all.delete(thread);
    const next = this.queue.shift();
    if (next) next.resolve(thread.dead ? this.start() : thread);
    else if (!thread.dead) this.idle.push(thread);
  }
}

const closedError = () =>
  new AppError('unavailable', 'The encoders were stopped. Nothing is lost; start the job again.');

function explained(error: unknown, encoderId: string, start: number): unknown {
  if (error instanceof ThreadCrash) {
    return new AppError(
      'unavailable',
      `Encoder "${encoderId}" stopped twice on the same images. What was encoded before is kept; try again, and if it stops again look at the log.`,
      { cause: error },
    );
  }
  if (!(error instanceof TaskFailure)) return error;
  const which = error.index === null ? '' : ` ${start + error.index + 1}`;
  return new AppError(
    'unprocessable',
    `Encoder "${encoderId}" could not encode input${which}: ${error.message}`,
    { cause: error },
  );
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
