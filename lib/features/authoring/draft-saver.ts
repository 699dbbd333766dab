/**
 * Keeps what is typed: on the server as one types, and on the device until the server has it. Plain
 * code without React or a clock of its own, so that its promises can be tested.
 */
import { sameContent, type QuestionContent } from '@/lib/domain/question-lint';
import type {
  MirrorEntry,
  SaveFailure,
  SaveResult,
  SaveState,
  Sending,
  StoredDraftView,
} from './draft-types';

export type { MirrorEntry, SaveResult, SaveState } from './draft-types';

export interface DraftSaverOptions {
  content: QuestionContent;
  version: number;
  questionId: string | null;
  /** May throw when the server is not reached. */
  save: (sending: Sending) => Promise<SaveResult>;
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
   * What to send while the page is being closed, when no answer can come any more, also where a save is on its
   * way; null when the server has everything. It counts as sent, so that whoever comes back knows it for his own.
   */
  lastWords(): Sending | null;
  /** Tries again at once, e.g. when the network is back. */
  retry(): void;
  /** Takes up what this device kept: its text, and what the server may have of it. */
  recover(kept: MirrorEntry): void;
  /** Starts in a conflict: sends nothing, keeps on the device what is typed on top of `kept`. */
  hold(kept: MirrorEntry): void;
  /** Ends a conflict: go on with a content on top of what is stored. */
  resolve(content: QuestionContent, current: StoredDraftView): void;
  /** What the text in hand is written on top of. */
  base(): { baseVersion: number; questionId: string | null };
  unsaved(): boolean;
  /** Call after a submit: nothing is left to keep. */
  finish(): void;
  /** Call after a rejection: what the server does not have, as amid a conflict, stays on this device. */
  drop(): void;
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
  let step = 0;
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

  const sending = (): Sending => {
    step += 1;
    return { content: latest, baseVersion: version, questionId, step };
  };

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
      result = await save(sending());
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
    const older = current !== null && current.questionId !== questionId;
    const ours =
      current !== null &&
      // Stored by a save of ours whose answer got lost, and typed on since: no other window.
      ((!older && unanswered.some((content) => sameContent(content, current.content))) ||
        sameContent(latest, current.content));
    if (ours) {
      unanswered = [];
      ({ version, questionId, content: stored, updatedAt: savedAt } = current);
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
        onState({ kind: 'lease-lost', kept: error.key === 'leaseLostKept' });
        break;
      case 'conflict':
        halted = true;
        onState({ kind: 'conflict', current: current as StoredDraftView, older });
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
      return sending();
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
      unanswered = [...(kept.unanswered ?? [])];
      // From now on the copy is this page's, which takes it away when the conflict has ended.
      keep();
    },
    resolve: (content, current) => {
      halted = false;
      ({ version, questionId, content: stored } = current);
      latest = content;
      unanswered = [];
      if (unsaved()) goOn(0);
      else settle();
    },
    base: () => ({ baseVersion: version, questionId }),
    unsaved,
    finish: () => {
      stored = latest;
      unanswered = [];
      mirror.clear();
    },
    drop: () => {
      if (!unsaved()) mirror.clear();
    },
    stop: () => {
      stopped = true;
      cancel?.();
    },
  };
}
