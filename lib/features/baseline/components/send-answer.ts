import type { Failure } from '@/lib/server/failure';
import type { RatingView } from '../rating-view';
import type { Submitted } from '../submit-response';
import type { PendingAnswer } from './pending-answer';

export type Sent =
  | { kind: 'acknowledged'; view: RatingView }
  /** The server refused it for good; trying again would not help. */
  | { kind: 'refused'; failure: Failure }
  | { kind: 'signed-out' }
  | { kind: 'unreachable' };

/**
 * A request may hang for ever, on a network that swallows it or a server that is busy. After so long it counts
 * as lost: an answer is sent again, which is harmless.
 */
export const ANSWER_WAIT_MS = 20_000;

/** Sends one answer. Sending it twice is harmless: the first stands and is acknowledged again. */
export async function sendAnswer(
  { trialId, body }: PendingAnswer,
  headers: Readonly<Record<string, string>>,
  waitMs = ANSWER_WAIT_MS,
): Promise<Sent> {
  let response: Response;
  try {
    response = await fetch(`/api/rate/trials/${trialId}/response`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(waitMs),
    });
  } catch {
    return { kind: 'unreachable' };
  }
  if (response.status === 401) return { kind: 'signed-out' };
  // 429 and everything from 500 on passes; the answer is worth sending again.
  if (response.status === 429 || response.status >= 500) return { kind: 'unreachable' };
  try {
    const data: unknown = await response.json();
    if (response.ok) return { kind: 'acknowledged', view: (data as Submitted).view };
    return { kind: 'refused', failure: (data as { error: Failure }).error };
  } catch {
    return { kind: 'unreachable' };
  }
}

/** Where the rater stands, or null when the server cannot be asked now. */
export async function fetchView(
  studyRaterId: string,
  waitMs = ANSWER_WAIT_MS,
): Promise<RatingView | null> {
  try {
    const response = await fetch(`/api/rate/studies/${studyRaterId}`, {
      cache: 'no-store',
      signal: AbortSignal.timeout(waitMs),
    });
    return response.ok ? ((await response.json()) as RatingView) : null;
  } catch {
    return null;
  }
}
