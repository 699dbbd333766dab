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
  /** Sent on top of `baseVersion` without an answer: the server may have any of them. */
  unanswered?: readonly QuestionContent[];
}

export interface DraftSaverOptions {
  content: QuestionContent;
  version: number;
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
/** Signing in again happens in another tab; looking every few seconds lets the work go on by itself. */
const SIGNED_OUT_RETRY_MS = 5000;

export interface DraftSaver {
  change(content: QuestionContent): void;
  /** Saves now what is unsaved; true when the server has everything. */
  flush(): Promise<boolean>;
  /** Tries again at once, e.g. when the network is back. */
  retry(): void;
  /** Takes up what this device kept: its text, and what the server may have of it. */
  recover(kept: MirrorEntry): void;
  /** Starts in a conflict: sends nothing, keeps on the device what is typed on top of `baseVersion`. */
  hold(content: QuestionContent, baseVersion: number): void;
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
  let running: Promise<boolean> | null = null;
  let cancel: (() => void) | null = null;
  let retryMs = FIRST_RETRY_MS;
  let unanswered: QuestionContent[] = [];
  /** After a lost lease, a conflict or a refusal nothing is sent until a person has decided. */
  let halted = false;
  let stopped = false;

  const unsaved = (): boolean => !sameContent(latest, stored);

  const keep = (): void =>
    mirror.write({
      content: latest,
      baseVersion: version,
      ...(unanswered.length > 0 ? { unanswered } : {}),
    });

  const later = (ms: number): void => {
    cancel?.();
    if (!stopped) cancel = schedule(() => void flush(), ms);
  };

  function change(content: QuestionContent): void {
    latest = content;
    if (!unsaved()) return;
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
    if (!unanswered.some((content) => sameContent(content, sent))) unanswered.push(sent);
    // Before it leaves: whoever comes back after a crash then knows it for his own.
    keep();
    let result: SaveResult;
    try {
      result = await save(sent, version);
    } catch {
      result = { ok: false, error: { code: 'unreachable', message: '' } };
    }
    if (stopped) return false;
    if (!result.ok) return fail(result.error);
    unanswered = [];
    version = result.data.version;
    stored = sent;
    retryMs = FIRST_RETRY_MS;
    onLease?.(result.data.leaseExpiresAt);
    if (unsaved()) {
      keep();
      onState({ kind: 'pending' });
      later(DEBOUNCE_MS);
      return false;
    }
    mirror.clear();
    onState({ kind: 'saved', at: result.data.savedAt });
    return true;
  }

  function fail(error: SaveFailure): false {
    const current = error.code === 'conflict' ? (error.current as StoredDraftView) : null;
    if (current && unanswered.some((content) => sameContent(content, current.content))) {
      // Stored by a save of ours whose answer got lost, and typed on since: no other window.
      unanswered = [];
      version = current.version;
      stored = current.content;
      keep();
      onState({ kind: 'pending' });
      later(0);
      return false;
    }
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
    retry: () => {
      if (unsaved() && !halted && !running) later(0);
    },
    recover: (kept) => {
      unanswered = [...(kept.unanswered ?? [])];
      change(kept.content);
    },
    hold: (content, baseVersion) => {
      halted = true;
      latest = content;
      version = baseVersion;
    },
    resolve: (content, storedVersion) => {
      halted = false;
      version = storedVersion;
      latest = content;
      onState({ kind: 'pending' });
      unanswered = [];
      keep();
      later(0);
    },
    version: () => version,
    unsaved,
    finish: () => {
      stored = latest;
      mirror.clear();
    },
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}
