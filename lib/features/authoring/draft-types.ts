/** What passes between the form of a question, the device and the server. */
import type { QuestionContent } from '@/lib/domain/question-lint';

export type SaveState =
  | { kind: 'saved'; at: string | null }
  | { kind: 'pending' }
  | { kind: 'saving' }
  /** The server was not reached; it is tried again. */
  | { kind: 'offline' }
  | { kind: 'signed-out' }
  /** `kept`: the server has kept the text under the person's name. */
  | { kind: 'lease-lost'; kept: boolean }
  /** `older`: the text was typed before the pair got the question that it has now. */
  | { kind: 'conflict'; current: StoredDraftView; older: boolean }
  | { kind: 'refused'; message: string };

export interface StoredDraftView {
  version: number;
  updatedAt: string;
  content: QuestionContent;
  /** The pair's question now. */
  questionId: string | null;
}

export interface SaveFailure {
  code: string;
  message: string;
  key?: string | undefined;
  current?: unknown;
}

export type SaveResult =
  | { ok: true; data: { version: number; savedAt: string; leaseExpiresAt: string } }
  | { ok: false; error: SaveFailure };

/** What is kept on the device. */
export interface MirrorEntry {
  content: QuestionContent;
  baseVersion: number;
  /** The pair's question when it was typed; null before there was one. Each has drafts counted from 1. */
  questionId: string | null;
  /** Sent on top of `baseVersion` without an answer: the server may have any of them. */
  unanswered?: readonly QuestionContent[];
}

/** One save. Its number tells the server which of two texts of one page is the later one. */
export interface Sending {
  content: QuestionContent;
  baseVersion: number;
  questionId: string | null;
  step: number;
}
