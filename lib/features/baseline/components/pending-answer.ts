/**
 * The one answer that this device still owes the server. The server decides which trial is current,
 * so there is never more than one. It is written before it is sent and removed once acknowledged.
 */
import type { ResponseBody } from '../schemas';

export interface PendingAnswer {
  trialId: string;
  body: ResponseBody;
}

const keyOf = (studyRaterId: string): string => `rating:${studyRaterId}`;

export function readPending(studyRaterId: string): PendingAnswer | null {
  try {
    const text = window.localStorage.getItem(keyOf(studyRaterId));
    return text === null ? null : (JSON.parse(text) as PendingAnswer);
  } catch {
    // Storage that is blocked or damaged holds nothing that could be sent.
    return null;
  }
}

export function keepPending(studyRaterId: string, answer: PendingAnswer): void {
  try {
    window.localStorage.setItem(keyOf(studyRaterId), JSON.stringify(answer));
  } catch {
    // Private windows may refuse storage; the answer then lives as long as the page.
  }
}

export function dropPending(studyRaterId: string): void {
  try {
    window.localStorage.removeItem(keyOf(studyRaterId));
  } catch {
    // Nothing was stored either.
  }
}
