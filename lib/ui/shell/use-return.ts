'use client';
import { useEffect } from 'react';

const ASK_EVERY_MS = 2000;
/** At most one reload by itself in this time: what is not the connection's fault must not go in circles. */
const AT_MOST_EVERY_MS = 60_000;
const LAST = 'blindpair:returned-at';

/** How browsers word a connection that broke off while a page was loading its parts. */
const CONNECTION = /network|fetch|load failed|loading.*chunk|connection/i;

export const isConnectionError = (error: Error & { digest?: string }): boolean =>
  error.digest === undefined && CONNECTION.test(`${error.name} ${error.message}`);

/**
 * On a page that shows an error: when the connection broke off, waits for the server and loads the
 * page again, so that a person at work goes on where he was without doing anything.
 */
export function useReturn(error: Error & { digest?: string }): void {
  useEffect(() => {
    if (!isConnectionError(error)) return;
    const last = Number(sessionStorage.getItem(LAST) ?? 0);
    if (performance.timeOrigin + performance.now() - last < AT_MOST_EVERY_MS) return;
    const ask = async () => {
      const answer = await fetch('/livez', { cache: 'no-store' }).catch(() => null);
      if (!answer?.ok) return;
      sessionStorage.setItem(LAST, String(performance.timeOrigin + performance.now()));
      reload();
    };
    const timer = setInterval(() => void ask(), ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [error]);
}

/** A whole new page: what React holds of the failed one would only fail again. */
export const reload = (): void => window.location.reload();
