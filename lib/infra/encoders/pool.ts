/**
 * Encoders on worker threads, so that neither the web server nor the job loop ever blocks. Where memory
 * allows it every thread has its own copy of the weights and decodes, resizes and infers; of a large
 * encoder some threads decode and resize ahead, and others, which share the weights, only infer.
 */
import { availableParallelism } from 'node:os';
import type { ExecutionProvider } from '../../domain/execution-provider';
import { AppError } from '../../domain/errors';
import { COMPANY } from './company';
import { runPipeline } from './pipeline';
import type { EncoderTask, EncoderWork } from './protocol';
import type { EncoderRegistry, UsableEncoder } from './registry';
import { Runners, SMALL_WEIGHTS, type Runner } from './runners';
import { ENCODE_WORKER, TaskFailure, ThreadCrash } from './thread';
import { closedError, ThreadPool } from './thread-pool';

export interface EncoderPoolOptions {
  registry: EncoderRegistry;
  /** Cores to use; by default all. */
  threads?: number;
  /** Images or sentences per message to a thread: small enough for progress, cancel and retry. */
  batchSize?: number;
  provider?: ExecutionProvider;
  /** Bytes of weights up to which each core has a copy. */
  smallWeights?: number;
  /** Bytes of memory to reckon with; by default the machine's. */
  memory?: number;
  /** Source of the thread. */
  workerFile?: string;
}

export interface EncodeOptions {
  /** Images or sentences done and in all. */
  onProgress?: (done: number, total: number) => void;
  signal?: AbortSignal;
}

type ImageWork = {
  whole: 'embed-images' | 'image-tokens';
  prepared: 'embed-pixels' | 'pixel-tokens';
};

/** How the parts of one call become rows: what is done ahead, and with what the row is made. */
interface Plan<T> {
  items: readonly T[];
  ahead: (part: T[], runner: Runner, task: TaskMaker) => Promise<EncoderWork>;
}
type TaskMaker = (work: EncoderWork) => EncoderTask;

export class EncoderPool {
  private readonly registry: EncoderRegistry;
  private readonly batchSize: number;
  private readonly provider: ExecutionProvider;
  private readonly shared: ThreadPool;
  private readonly runners: Runners;
  private closed = false;

  constructor(options: EncoderPoolOptions) {
    this.registry = options.registry;
    this.batchSize = Math.max(1, options.batchSize ?? COMPANY);
    this.provider = options.provider ?? 'cpu';
    const cores = Math.max(1, options.threads ?? availableParallelism());
    const workerFile = options.workerFile ?? ENCODE_WORKER;
    this.shared = new ThreadPool(cores, workerFile);
    const { smallWeights = SMALL_WEIGHTS, memory } = options;
    this.runners = new Runners(this.shared, workerFile, smallWeights, memory);
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
    const work = { whole: 'embed-images', prepared: 'embed-pixels' } as const;
    return this.encode(encoderId, this.imagePlan(images, work), options);
  }

  /** Patch tokens, images.length x rows x columns x channels float32, not normalised. */
  imageTokens(
    encoderId: string,
    images: readonly Uint8Array[],
    options?: EncodeOptions,
  ): Promise<Float32Array> {
    const work = { whole: 'image-tokens', prepared: 'pixel-tokens' } as const;
    return this.encode(encoderId, this.imagePlan(images, work), options);
  }

  /** Unit rows, texts.length x dimensions float32; the encoder must have a text tower. */
  encodeTexts(
    encoderId: string,
    texts: readonly string[],
    options?: EncodeOptions,
  ): Promise<Float32Array> {
    const ahead = async (part: string[]): Promise<EncoderWork> => ({
      kind: 'embed-texts',
      texts: part,
    });
    return this.encode(encoderId, { items: texts, ahead }, options);
  }

  /** Stops all threads; work in progress is rejected with `unavailable`. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.shared.close(), this.runners.close()]);
  }

  private imagePlan(items: readonly Uint8Array[], work: ImageWork): Plan<Uint8Array> {
    return {
      items,
      ahead: async (images, { apart }, task) => {
        if (!apart) return { kind: work.whole, images };
        const pixels = await this.shared.run(task({ kind: 'prepare-images', images }));
        return { kind: work.prepared, pixels, count: images.length };
      },
    };
  }

  private async encode<T>(
    encoderId: string,
    plan: Plan<T>,
    options: EncodeOptions = {},
  ): Promise<Float32Array> {
    options.signal?.throwIfAborted();
    const encoder = await this.registry.get(encoderId);
    if (this.closed) throw closedError();
    return this.runners.use(encoder, (runner) => this.inParts(encoder, runner, plan, options));
  }

  private async inParts<T>(
    { id, folder, description }: UsableEncoder,
    runner: Runner,
    { items, ahead }: Plan<T>,
    { onProgress, signal }: EncodeOptions,
  ): Promise<Float32Array> {
    const { batchSize, provider } = this;
    const { pool, threads } = runner;
    const task: TaskMaker = (work) => ({ folder, description, threads, provider, work });
    const rows: Float32Array[] = [];
    let done = 0;
    await runPipeline<EncoderWork>({
      parts: Math.ceil(items.length / batchSize),
      lanes: pool.size,
      ahead: this.shared.size,
      first: (part) => {
        const start = part * batchSize;
        const some = items.slice(start, start + batchSize);
        return ahead(some, runner, task).catch(explain(id, start));
      },
      second: async (part, work) => {
        const start = part * batchSize;
        rows[part] = await pool.run(task(work)).catch(explain(id, start));
        done += Math.min(batchSize, items.length - start);
        onProgress?.(done, items.length);
      },
      signal,
    });
    return concatenated(rows);
  }
}

/** Throws what a person can act on. */
const explain =
  (encoderId: string, start: number) =>
  (error: unknown): never => {
    throw explained(error, encoderId, start);
  };

/** Position of the image or sentence for which an encoding failed; null where none of them is to blame. */
export function failedInput(error: unknown): number | null {
  const cause = error instanceof AppError ? error.cause : undefined;
  return cause instanceof InputFailure ? cause.position : null;
}

class InputFailure extends Error {
  override readonly name = 'InputFailure';
  constructor(
    readonly position: number,
    cause: TaskFailure,
  ) {
    super(cause.message, { cause });
  }
}

function explained(error: unknown, encoderId: string, start: number): unknown {
  if (error instanceof ThreadCrash) {
    return new AppError(
      'unavailable',
      `Encoder "${encoderId}" stopped twice on the same images. What was encoded before is kept; try again, and if it stops again look at the log.`,
      { key: 'encoderStopped', params: { encoder: encoderId }, cause: error },
    );
  }
  if (!(error instanceof TaskFailure)) return error;
  if (error.unavailable) return new AppError('unavailable', error.message, { cause: error });
  if (error.index === null) {
    const message = `Encoder "${encoderId}" could not encode the input: ${error.message}`;
    return new AppError('unprocessable', message, {
      key: 'encoderFailed',
      params: { encoder: encoderId, reason: error.message },
      cause: error,
    });
  }
  const position = start + error.index;
  return new AppError(
    'unprocessable',
    `Encoder "${encoderId}" could not encode input ${position + 1}: ${error.message}`,
    {
      key: 'encoderInput',
      params: { encoder: encoderId, position: position + 1, reason: error.message },
      cause: new InputFailure(position, error),
    },
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
