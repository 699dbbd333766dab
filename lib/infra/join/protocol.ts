/** What the join and those that compare for it say to each other. */
import type { UnitRows } from '@/lib/domain/mining/rows';
import type { Codebook, Codes } from './codebook';
import type { Compared, Comparison } from './tiles';

export type JoinTask =
  | { kind: 'use'; book: Codebook; codes: Codes }
  /** Rows of the corpus to encode; `from` begins a block. */
  | { kind: 'encode'; from: number; to: number }
  | ({ kind: 'compare' } & Comparison);

export type JoinReply = Compared | null;

/** Whoever does tasks, one at a time: a thread, or the caller itself. */
export interface JoinHand {
  /** Others begin without one that is not ready yet. */
  readonly ready: Promise<void>;
  run(task: JoinTask): Promise<JoinReply>;
  close(): Promise<void>;
}

export interface JoinThreadData {
  /** A file URL: what thread-entry.mjs loads. */
  file: string;
  /** In shared memory. */
  rows: UnitRows;
}

export type JoinThreadReply = { reply: JoinReply } | { error: string };
