'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Failure } from '@/lib/server/failure';
import { useSession } from '@/lib/ui/session/use-session';
import type { RatingView } from '../rating-view';
import type { ResponseBody } from '../schemas';
import { dropPending, keepPending, readPending, type PendingAnswer } from './pending-answer';
import { fetchView, sendAnswer } from './send-answer';

export type Sending =
  | { kind: 'idle' }
  | { kind: 'sending' }
  | { kind: 'unreachable' }
  | { kind: 'signed-out' }
  | { kind: 'refused'; failure: Failure };

const FIRST_RETRY_MS = 1000;
/** Long enough to spare a server in trouble, short enough that nobody gives up waiting. */
const LAST_RETRY_MS = 30_000;

/**
 * The rater's place in the study and the way of an answer to the server. An answer is kept on the
 * device before it is sent, sent again until the server has it, and never sent past a refusal.
 */
export function useRating(studyRaterId: string, initial: RatingView) {
  const [view, setView] = useState(initial);
  const [sending, setSending] = useState<Sending>({ kind: 'idle' });
  const owed = useRef<PendingAnswer | null>(null);
  const { ended, headers } = useSession();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const inFlight = useRef(false);
  const delay = useRef(FIRST_RETRY_MS);
  const retry = useRef<() => Promise<void>>(async () => undefined);

  const attempt = useCallback(async () => {
    const answer = owed.current;
    if (!answer || inFlight.current) return;
    inFlight.current = true;
    clearTimeout(timer.current);
    const sent = await sendAnswer(answer, headers);
    inFlight.current = false;
    if (sent.kind === 'unreachable' || sent.kind === 'signed-out') {
      setSending({ kind: sent.kind });
      if (sent.kind === 'signed-out') void ended().then(() => retry.current());
      timer.current = setTimeout(() => void retry.current(), delay.current);
      delay.current = Math.min(2 * delay.current, LAST_RETRY_MS);
      return;
    }
    owed.current = null;
    dropPending(studyRaterId);
    delay.current = FIRST_RETRY_MS;
    if (sent.kind === 'refused') {
      setSending({ kind: 'refused', failure: sent.failure });
    } else {
      setSending({ kind: 'idle' });
      setView(sent.view);
    }
  }, [ended, headers, studyRaterId]);

  const submit = useCallback(
    (trialId: string, body: ResponseBody) => {
      if (owed.current) return;
      owed.current = { trialId, body };
      keepPending(studyRaterId, owed.current);
      setSending({ kind: 'sending' });
      void attempt();
    },
    [attempt, studyRaterId],
  );

  /** After a refusal: ask the server where this person stands. */
  const goOn = useCallback(async () => {
    const current = await fetchView(studyRaterId);
    if (!current) return;
    setView(current);
    setSending({ kind: 'idle' });
  }, [studyRaterId]);

  /**
   * A page may show what was answered since: gone back to in the browser, or gone on with on another device. Then
   * its image is not served any more. Where the server says the same as the page, nothing changes.
   */
  const lookAgain = useCallback(async () => {
    if (owed.current) return;
    const current = await fetchView(studyRaterId);
    if (!current || owed.current) return;
    setView((now) => (isSameScreen(now, current) ? now : current));
  }, [studyRaterId]);

  useEffect(() => {
    retry.current = attempt;
    const kept = readPending(studyRaterId);
    // It may be to another trial than this page's, whose answer arrived and whose reply did not, or which is older
    // than the answer. The server knows: it takes the answer or says what came of it.
    if (kept) {
      owed.current ??= kept;
      void attempt();
    }
    const now = () => void retry.current();
    window.addEventListener('online', now);
    window.addEventListener('focus', now);
    return () => {
      window.removeEventListener('online', now);
      window.removeEventListener('focus', now);
      clearTimeout(timer.current);
    };
  }, [attempt, initial, studyRaterId]);

  return { view, setView, sending, submit, goOn, lookAgain };
}

const isSameScreen = (one: RatingView, other: RatingView): boolean =>
  one.state === 'answering' && other.state === 'answering' && one.trial.id === other.trial.id;
