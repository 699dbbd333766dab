'use client';
import { useCallback, useEffect, useRef } from 'react';

export interface TrialTimes {
  /** Milliseconds with the picture on a visible tab. */
  activeMs: number;
  /** Milliseconds since the picture was shown. */
  wallMs: number;
}

/**
 * Measures one trial. Both times begin when the decoded picture is shown; the active one stands still
 * while the tab is hidden. Uses the monotonic clock, which no change of the system time moves.
 */
export function useActiveTime(): { start(): void; read(): TrialTimes } {
  const state = useRef({ startedAt: 0, active: 0, visibleSince: null as number | null });

  useEffect(() => {
    const onChange = () => {
      const s = state.current;
      if (s.startedAt === 0) return;
      if (document.hidden && s.visibleSince !== null) {
        s.active += performance.now() - s.visibleSince;
        s.visibleSince = null;
      } else if (!document.hidden) {
        s.visibleSince ??= performance.now();
      }
    };
    document.addEventListener('visibilitychange', onChange);
    return () => document.removeEventListener('visibilitychange', onChange);
  }, []);

  const start = useCallback(() => {
    const now = performance.now();
    state.current = { startedAt: now, active: 0, visibleSince: document.hidden ? null : now };
  }, []);

  const read = useCallback((): TrialTimes => {
    const { startedAt, active, visibleSince } = state.current;
    const now = performance.now();
    return {
      activeMs: Math.round(active + (visibleSince === null ? 0 : now - visibleSince)),
      wallMs: Math.round(now - startedAt),
    };
  }, []);

  return { start, read };
}
