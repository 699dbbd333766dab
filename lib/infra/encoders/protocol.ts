/** What the pool and its threads say to each other. */
import type { EncoderDescription } from '@/lib/domain/encoders';
import type { ExecutionProvider } from '@/lib/domain/execution-provider';

/** Small encoders do both steps at once; `pixels` is what 'prepare-images' gave for `count` images. */
export type EncoderWork =
  | { kind: 'embed-images'; images: Uint8Array[] }
  | { kind: 'image-tokens'; images: Uint8Array[] }
  | { kind: 'prepare-images'; images: Uint8Array[] }
  | { kind: 'embed-pixels'; pixels: Float32Array; count: number }
  | { kind: 'pixel-tokens'; pixels: Float32Array; count: number }
  | { kind: 'embed-texts'; texts: string[] };

export interface EncoderTask {
  folder: string;
  description: EncoderDescription;
  /** Threads inside one operator. */
  threads: number;
  provider: ExecutionProvider;
  work: EncoderWork;
}

/** What a thread is asked, of tasks of any kind. */
export type ThreadRequest<Task = EncoderTask> = Task & { id: number };

/** `rows` is what came of it: of encoders one row per image or text. `index` says which one could not be encoded. */
export type ThreadReply<Result = Float32Array> =
  | { id: number; rows: Result }
  | { id: number; error: string; index: number | null; unavailable?: true };
