/** What the pool and its threads say to each other. */
import type { EncoderDescription } from '@/lib/domain/encoders';

export type EncoderWork =
  | { kind: 'embed-images'; images: Uint8Array[] }
  | { kind: 'image-tokens'; images: Uint8Array[] }
  | { kind: 'embed-texts'; texts: string[] };

export interface EncoderTask {
  folder: string;
  description: EncoderDescription;
  work: EncoderWork;
}

export interface ThreadRequest extends EncoderTask {
  id: number;
}

/** `rows` holds one row per image or text; `index` says which one could not be encoded. */
export type ThreadReply =
  { id: number; rows: Float32Array } | { id: number; error: string; index: number | null };
