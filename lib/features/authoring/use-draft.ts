'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { QuestionContent } from '@/lib/domain/question-lint';
import { useSession } from '@/lib/ui/session/use-session';
import { saveDraftAction } from './actions';
import { draftMirror, keptDraft, type Mirror } from './draft-mirror';
import { createDraftSaver, type DraftSaver, type SaveState } from './draft-saver';
import type { BenchPair } from './load-bench-pair';

export interface DraftControl {
  content: QuestionContent;
  change: (patch: Partial<QuestionContent>) => void;
  state: SaveState;
  /** True after text kept on this device, newer than the server's, was put back. */
  recovered: boolean;
  saver: () => DraftSaver | null;
  resolve: (content: QuestionContent, storedVersion: number) => void;
}

/** The form's content with autosave, a copy on this device, and recovery of that copy. */
export function useDraft(options: {
  project: string;
  userId: string;
  pair: BenchPair;
  onLease: (leaseExpiresAt: string) => void;
}): DraftControl {
  const { project, userId, pair, onLease } = options;
  const [content, setContent] = useState(pair.content);
  const [state, setState] = useState<SaveState>({ kind: 'saved', at: null });
  const [recovered, setRecovered] = useState(false);
  const saver = useRef<DraftSaver | null>(null);
  const session = useSession();
  const lease = useRef(onLease);
  useEffect(() => {
    lease.current = onLease;
  });

  useEffect(() => {
    const mirror: Mirror = draftMirror(() => window.localStorage, userId, pair.id);
    const made = createDraftSaver({
      content: pair.content,
      version: pair.draftVersion,
      questionId: pair.questionId,
      save: (next, baseVersion) =>
        saveDraftAction({ project, pairId: pair.id, baseVersion, content: next }, session.as),
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
      if (found === 'same') return mirror.clear();
      setContent(kept.content);
      if (found === 'newer') {
        setRecovered(true);
        made.recover(kept);
      } else {
        // Both changed since they were last the same: a person decides, nothing is lost meanwhile.
        made.hold(kept);
        setState({
          kind: 'conflict',
          current: { version: pair.draftVersion, updatedAt: pair.serverNow, content: pair.content },
        });
      }
    };
    // The server does not know what this device keeps, so the first render cannot show it; a
    // microtask later is still before any key that is pressed.
    queueMicrotask(recover);
    const retry = (): void => made.retry();
    const keep = (event: BeforeUnloadEvent): void => {
      if (made.unsaved()) event.preventDefault();
    };
    const leave = (): void => {
      const words = made.lastWords();
      if (words) sendLastWords(project, session.headers, { ...words, pairId: pair.id });
    };
    window.addEventListener('pagehide', leave);
    window.addEventListener('online', retry);
    window.addEventListener('focus', retry);
    window.addEventListener('beforeunload', keep);
    return () => {
      gone = true;
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('online', retry);
      window.removeEventListener('focus', retry);
      window.removeEventListener('beforeunload', keep);
      // Leaving for another page of the app still sends the last words.
      void made.flush();
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

  const resolve = useCallback((chosen: QuestionContent, storedVersion: number) => {
    setContent(chosen);
    saver.current?.resolve(chosen, storedVersion);
  }, []);
  return { content, change, state, recovered, saver: () => saver.current, resolve };
}

/**
 * Not a server action: Next queues those, and what waits in a page dies with it. `keepalive` lets this one
 * outlive the page, up to 64 KB. Nobody hears the answer; the copy on this device stays until the next visit.
 */
function sendLastWords(
  project: string,
  headers: Readonly<Record<string, string>>,
  words: { pairId: string; content: QuestionContent; baseVersion: number },
): void {
  void fetch(`/api/p/${encodeURIComponent(project)}/bench/draft`, {
    method: 'POST',
    keepalive: true,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(words),
  }).catch(() => undefined);
}
