/**
 * Keeps what is typed: on the server as one types, and on the device until the server has it. Plain
 * code without React or a clock of its own, so that its promises can be tested.
 */
import { sameContent, type QuestionContent } from '@/lib/domain/question-lint';

export type SaveState =
  | { kind: 'saved'; at: string | null }
  | { kind: 'pending' }
  | { kind: 'saving' }
  /** The server was not reached; it is tried again. */
  | { kind: 'offline' }
  | { kind: 'signed-out' }
  | { kind: 'lease-lost' }
  | { kind: 'conflict'; current: StoredDraftView }
  | { kind: 'refused'; message: string };

export interface StoredDraftView {
  version: number;
  updatedAt: string;
  content: QuestionContent;
}

export interface SaveFailure {
  code: string;
  message: string;
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

export interface DraftSaverOptions {
  content: QuestionContent;
  version: number;
  questionId: string | null;
  /** May throw when the server is not reached. */
  save: (content: QuestionContent, baseVersion: number) => Promise<SaveResult>;
  mirror: { write(entry: MirrorEntry): void; clear(): void };
  /** Runs `fn` after that many milliseconds; returns how to call it off. */
  schedule: (fn: () => void, ms: number) => () => void;
  onState: (state: SaveState) => void;
  onLease?: (leaseExpiresAt: string) => void;
}

/** Long enough not to save each keystroke, short enough that a crash costs a word. */
export const DEBOUNCE_MS = 800;
const FIRST_RETRY_MS = 1000;
const LONGEST_RETRY_MS = 30_000;
/** Whoever signs in on the page calls `retry`; signing in in another tab nobody hears of. */
const SIGNED_OUT_RETRY_MS = 5000;
/** Hours offline must not fill the device's storage with texts that were only passed through. */
const UNANSWERED_LIMIT = 10;
/** Answers about a text, not about the pair: without that text there is nothing to tell. */
const REFUSALS = new Set(['invalid', 'forbidden', 'unauthenticated']);
/** The server says with these that it did not store the text. After others it may have. */
const NOT_STORED = new Set([
  'lease-lost',
  'not-found',
  'conflict',
  'invalid',
  'forbidden',
  'unauthenticated',
]);

export interface DraftSaver {
  change(content: QuestionContent): void;
  /** Saves now what is unsaved; true when the server has everything. */
  flush(): Promise<boolean>;
  /**
   * What to send while the page is being closed, when no answer can come any more; null when the server has
   * everything. It counts as sent, so that whoever comes back knows it for his own.
   */
  lastWords(): { content: QuestionContent; baseVersion: number } | null;
  /** Tries again at once, e.g. when the network is back. */
  retry(): void;
  /** Takes up what this device kept: its text, and what the server may have of it. */
  recover(kept: MirrorEntry): void;
  /** Starts in a conflict: sends nothing, keeps on the device what is typed on top of `kept`. */
  hold(kept: MirrorEntry): void;
  /** Ends a conflict: go on with a content on top of the stored version. */
  resolve(content: QuestionContent, storedVersion: number): void;
  version(): number;
  unsaved(): boolean;
  /** Call after a submit: nothing is left to keep. */
  finish(): void;
  stop(): void;
}

export function createDraftSaver(options: DraftSaverOptions): DraftSaver {
  const { save, mirror, schedule, onState, onLease } = options;
  let latest = options.content;
  let stored = options.content;
  let version = options.version;
  let questionId = options.questionId;
  let savedAt: string | null = null;
  let running: Promise<boolean> | null = null;
  let cancel: (() => void) | null = null;
  let retryMs = FIRST_RETRY_MS;
  let unanswered: QuestionContent[] = [];
  /** After a lost lease, a conflict or a refusal nothing is sent until a person has decided. */
  let halted = false;
  let stopped = false;

  /** What was sent without an answer may be on the server: taking it back needs a save, too. */
  const unsaved = (): boolean => !sameContent(latest, stored) || unanswered.length > 0;

  const keep = (): void =>
    mirror.write({
      content: latest,
      baseVersion: version,
      questionId,
      ...(unanswered.length > 0 ? { unanswered } : {}),
    });

  const later = (ms: number): void => {
    cancel?.();
    if (!stopped) cancel = schedule(() => void flush(), ms);
  };

  /** Nothing is left to send, so nothing is left to put back after a reload. */
  const settle = (): true => {
    cancel?.();
    mirror.clear();
    onState({ kind: 'saved', at: savedAt });
    return true;
  };

  function change(content: QuestionContent): void {
    if (sameContent(latest, content)) return;
    latest = content;
    if (!halted && !unsaved()) return void settle();
    keep();
    if (halted) return;
    if (!running) onState({ kind: 'pending' });
    later(DEBOUNCE_MS);
  }

  async function flush(): Promise<boolean> {
    cancel?.();
    if (running) await running;
    if (halted || stopped) return false;
    if (!unsaved()) return true;
    running = send();
    try {
      return await running;
    } finally {
      running = null;
    }
  }

  async function send(): Promise<boolean> {
    const sent = latest;
    onState({ kind: 'saving' });
    const first = !unanswered.some((content) => sameContent(content, sent));
    if (first) unanswered.push(sent);
    // The oldest was on its way when the connection broke, the newest are when it comes back.
    if (unanswered.length > UNANSWERED_LIMIT) unanswered.splice(1, 1);
    // Before it leaves: whoever comes back after a crash then knows it for his own.
    keep();
    let result: SaveResult;
    try {
      result = await save(sent, version);
    } catch {
      result = { ok: false, error: { code: 'unreachable', message: '' } };
    }
    if (stopped) return false;
    if (!result.ok) {
      // An earlier try of the same text that stayed unanswered may have been stored all the same.
      if (first && NOT_STORED.has(result.error.code)) {
        unanswered = unanswered.filter((content) => content !== sent);
      }
      return fail(result.error);
    }
    unanswered = [];
    version = result.data.version;
    stored = sent;
    savedAt = result.data.savedAt;
    retryMs = FIRST_RETRY_MS;
    onLease?.(result.data.leaseExpiresAt);
    return unsaved() ? goOn(DEBOUNCE_MS) : settle();
  }

  /** Keeps on the device what is still to be sent, and sends it then. */
  function goOn(ms: number): false {
    keep();
    onState({ kind: 'pending' });
    later(ms);
    return false;
  }

  /** True when there is nothing left to save. */
  function fail(error: SaveFailure): boolean {
    const current = error.code === 'conflict' ? (error.current as StoredDraftView) : null;
    if (current && unanswered.some((content) => sameContent(content, current.content))) {
      // Stored by a save of ours whose answer got lost, and typed on since: no other window.
      unanswered = [];
      version = current.version;
      stored = current.content;
      savedAt = current.updatedAt;
      return unsaved() ? goOn(0) : settle();
    }
    // The version stays: a copy on this device that is read again then meets the same conflict.
    if (current) stored = current.content;
    if (REFUSALS.has(error.code) && !unsaved()) return settle();
    keep();
    switch (error.code) {
      case 'lease-lost':
      case 'not-found':
        halted = true;
        onState({ kind: 'lease-lost' });
        break;
      case 'conflict':
        halted = true;
        onState({ kind: 'conflict', current: current as StoredDraftView });
        break;
      case 'invalid':
      case 'forbidden':
        halted = true;
        onState({ kind: 'refused', message: error.message });
        break;
      case 'unauthenticated':
        onState({ kind: 'signed-out' });
        later(SIGNED_OUT_RETRY_MS);
        break;
      default:
        onState({ kind: 'offline' });
        later(retryMs);
        retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
    }
    return false;
  }

  return {
    change,
    flush,
    lastWords: () => {
      if (halted || stopped || !unsaved()) return null;
      if (!unanswered.some((content) => sameContent(content, latest))) unanswered.push(latest);
      keep();
      return { content: latest, baseVersion: version };
    },
    retry: () => {
      if (unsaved() && !halted && !running) later(0);
    },
    recover: (kept) => {
      unanswered = [...(kept.unanswered ?? [])];
      change(kept.content);
    },
    hold: (kept) => {
      halted = true;
      latest = kept.content;
      version = kept.baseVersion;
      questionId = kept.questionId;
    },
    resolve: (content, storedVersion) => {
      halted = false;
      version = storedVersion;
      questionId = options.questionId;
      latest = content;
      unanswered = [];
      if (unsaved()) goOn(0);
      else settle();
    },
    version: () => version,
    unsaved,
    finish: () => {
      stored = latest;
      unanswered = [];
      mirror.clear();
    },
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}
