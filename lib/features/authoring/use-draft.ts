'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { sameContent, type QuestionContent } from '@/lib/domain/question-lint';
import { deviceTime } from '@/lib/ui/device-time';
import { randomUuid } from '@/lib/ui/random-uuid';
import { useSession } from '@/lib/ui/session/use-session';
import { saveDraftAction } from './actions';
import { draftMirror, keptDraft, type Mirror } from './draft-mirror';
import { createDraftSaver, type DraftSaver } from './draft-saver';
import type { SaveState, Sending, StoredDraftView } from './draft-types';
import type { BenchPair } from './load-bench-pair';
import { localTexts } from './local-texts';
import { useOwnTexts, type OtherText } from './use-own-texts';

export interface DraftControl {
  content: QuestionContent;
  change: (patch: Partial<QuestionContent>) => void;
  state: SaveState;
  /** True after text kept on this device, newer than the server's, was put back. */
  recovered: boolean;
  saver: () => DraftSaver | null;
  /** Ends a conflict. The text that was not chosen is kept among the others, so that one can still go back to it. */
  choose: (mine: boolean, current: StoredDraftView) => void;
  /** Other texts of the person's own on this pair. */
  others: OtherText[];
  /** Puts another text into the form, and the form's among the others. */
  swap: (text: OtherText) => void;
  dismiss: (text: OtherText) => () => void;
}

/** The form's content with autosave, a copy on this device, and recovery of that copy. */
export function useDraft(options: {
  project: string;
  userId: string;
  pair: BenchPair;
  onLease: (leaseExpiresAt: string) => void;
}): DraftControl {
  const { project, pair, onLease } = options;
  // Whose pair it was when it was opened: a page that is read anew may name whoever has signed in elsewhere
  // in this browser since, and what is typed here is not his to find on this device.
  const [userId] = useState(options.userId);
  const [content, setContent] = useState(pair.content);
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null });
  const [recovered, setRecovered] = useState(false);
  const saver = useRef<DraftSaver | null>(null);
  const session = useSession();
  const own = useOwnTexts({ project, userId, pair });
  const copy = useRef<Mirror | null>(null);
  const lost = state.kind === 'lease-lost';
  const over = useRef(false);
  const lease = useRef(onLease);
  useEffect(() => {
    lease.current = onLease;
  });

  useEffect(() => {
    const page = randomUuid();
    const mirror: Mirror = draftMirror(
      () => window.localStorage,
      userId,
      pair.id,
      () => ({ project, number: pair.number, at: deviceTime(), page }),
      ({ content: words, at }) =>
        localTexts(() => window.localStorage, userId, project).add({
          pairId: pair.id,
          number: pair.number,
          content: words,
          at,
        }),
    );
    copy.current = mirror;
    const request = (sending: Sending) => ({ pairId: pair.id, ...sending, page });
    const made = createDraftSaver({
      content: pair.content,
      version: pair.draftVersion,
      questionId: pair.questionId,
      save: (sending) => saveDraftAction({ project, ...request(sending) }, session.as),
      mirror,
      schedule: (fn, ms) => {
        const timer = setTimeout(fn, ms);
        return () => clearTimeout(timer);
      },
      onState: (next) => {
        setState(next);
        if (next.kind === 'signed-out') void session.ended().then(() => made.retry());
      },
      onLease: (until) => lease.current(until),
    });
    saver.current = made;
    let gone = false;
    const recover = (): void => {
      const kept = mirror.read();
      if (gone || !kept) return;
      const found = keptDraft(kept, pair);
      // Left there it would come back as a conflict once the draft has changed elsewhere.
      if (found === 'same') return mirror.clear(kept.content);
      setContent(kept.content);
      if (found === 'newer') {
        setRecovered(true);
        made.recover(kept);
      } else {
        // Both changed since they were last the same: a person decides, nothing is lost meanwhile.
        made.hold(kept);
        setState({
          kind: 'conflict',
          older: kept.questionId !== pair.questionId,
          current: {
            version: pair.draftVersion,
            updatedAt: pair.serverNow,
            content: pair.content,
            questionId: pair.questionId,
          },
        });
      }
    };
    // The server does not know what this device keeps, so the first render cannot show it; a
    // microtask later is still before any key that is pressed.
    queueMicrotask(recover);
    const retry = (): void => made.retry();
    const keep = (event: BeforeUnloadEvent): void => {
      if (made.unsaved() && !over.current) event.preventDefault();
    };
    // A closing page goes out of sight first: the same words need not go twice.
    let leaving: QuestionContent | null = null;
    const leave = (): void => {
      const words = made.lastWords();
      if (!words || words.content === leaving) return;
      leaving = words.content;
      void sendLastWords(project, session.headers, request(words)).then((stored) => {
        leaving = null;
        // The page lived on, and its copy says no more than the server does.
        const left = stored && gone ? mirror.read() : null;
        if (left && sameContent(left.content, words.content)) mirror.clear(words.content);
      });
    };
    // A telephone may end a page that is out of sight without another word.
    const hide = (): void => {
      if (document.visibilityState === 'hidden') leave();
    };
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', hide);
    window.addEventListener('online', retry);
    window.addEventListener('focus', retry);
    window.addEventListener('beforeunload', keep);
    return () => {
      gone = true;
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', hide);
      window.removeEventListener('online', retry);
      window.removeEventListener('focus', retry);
      window.removeEventListener('beforeunload', keep);
      // Leaving for another page of the app still sends the last words, also while a save is on its way.
      leave();
      made.stop();
    };
    // The component is keyed by the pair: what it was opened with never changes below it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  const change = useCallback((patch: Partial<QuestionContent>) => {
    setContent((old) => ({ ...old, ...patch }));
  }, []);
  // After the render, so that two changes in one event reach the saver as one.
  useEffect(() => {
    saver.current?.change(content);
  }, [content]);

  const { keep, dismiss } = own;
  // A pair that went to somebody else leaves its text here and on the server, until the person puts it away.
  useEffect(() => {
    if (!lost) return;
    over.current = keep(content);
    // It is among his texts now. As a copy of the draft it would come back as a conflict with what others write.
    if (over.current) copy.current?.clear();
  }, [content, keep, lost]);

  const choose = useCallback(
    (mine: boolean, current: StoredDraftView) => {
      const chosen = mine ? content : current.content;
      keep(mine ? current.content : content, true);
      setContent(chosen);
      saver.current?.resolve(chosen, current);
    },
    [content, keep],
  );
  const swap = useCallback(
    (text: OtherText) => {
      keep(content, true);
      setContent(text.content);
      saver.current?.change(text.content);
      // Only once it is the draft it needs no other place.
      void saver.current?.flush().then((saved) => {
        if (saved) dismiss(text);
      });
    },
    [content, dismiss, keep],
  );
  return {
    content,
    change,
    state,
    recovered,
    saver: () => saver.current,
    choose,
    others: own.texts.filter((text) => !sameContent(text.content, content)),
    swap,
    dismiss,
  };
}

/**
 * Not a server action: Next queues those, and what waits in a page dies with it. `keepalive` lets this one
 * outlive the page, up to 64 KB. A closed page hears no answer; the copy on this device stays until the next visit.
 */
function sendLastWords(
  project: string,
  headers: Readonly<Record<string, string>>,
  words: Sending & { pairId: string; page: string },
): Promise<boolean> {
  return fetch(`/api/p/${encodeURIComponent(project)}/bench/draft`, {
    method: 'POST',
    keepalive: true,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(words),
  }).then(
    ({ ok }) => ok,
    () => false,
  );
}
