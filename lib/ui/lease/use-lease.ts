'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../session/use-session';

export interface LeaseTimes {
  leaseExpiresAt: string;
  /** The server's time when that was read: the countdown does not trust the browser's clock. */
  serverNow: string;
}

export type RenewResult = { ok: true; data: LeaseTimes } | { ok: false; error: { code: string } };

export interface LeaseControl {
  /** Seconds left, never below 0. */
  left: number;
  lost: boolean;
  /** Another call has renewed the lease (a save does). */
  renewed: (leaseExpiresAt: string) => void;
  renew: () => Promise<void>;
}

const CHECK_MS = 1000;
/** A restart takes seconds; every open bench asking each second would only make it longer. */
const RETRY_MS = 5000;

/**
 * Counts a lease down and renews it while the person is at work: moved, typed or clicked since the
 * last renewal and a third of the lease is gone. An idle tab lets its lease run out, so that the
 * work goes to somebody else. Where the session has ended it is renewed once the person has signed in.
 */
export function useLease(
  initial: LeaseTimes & { leaseMinutes: number },
  send: () => Promise<RenewResult>,
): LeaseControl {
  const total = initial.leaseMinutes * 60;
  const [left, setLeft] = useState(secondsBetween(initial.serverNow, initial.leaseExpiresAt));
  const [lost, setLost] = useState(false);
  const clock = useRef<{ server: number; local: number } | null>(null);
  const end = useRef(Date.parse(initial.leaseExpiresAt));
  const active = useRef(false);
  const busy = useRef(false);
  const tried = useRef(-Infinity);
  const { call } = useSession();
  const sender = useRef(send);
  useEffect(() => {
    sender.current = send;
  });

  const renew = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      const result = await call(() => sender.current());
      if (result.ok) {
        end.current = Date.parse(result.data.leaseExpiresAt);
        clock.current = { server: Date.parse(result.data.serverNow), local: performance.now() };
        active.current = false;
      } else if (result.error.code === 'lease-lost' || result.error.code === 'conflict') {
        setLost(true);
      }
    } catch {
      // Offline, or the server restarts: the countdown goes on, and a later check tries again.
    } finally {
      busy.current = false;
      tried.current = performance.now();
    }
  }, [call]);

  useEffect(() => {
    clock.current ??= { server: Date.parse(initial.serverNow), local: performance.now() };
    const onActive = (): void => void (active.current = true);
    const tick = setInterval(() => {
      if (!clock.current) return;
      const now = clock.current.server + performance.now() - clock.current.local;
      const seconds = Math.max(0, Math.round((end.current - now) / 1000));
      setLeft(seconds);
      const due = seconds > 0 && seconds < (total * 2) / 3;
      const waited = performance.now() - tried.current >= RETRY_MS;
      if (active.current && due && waited) void renew();
    }, CHECK_MS);
    for (const name of ACTIVITY) window.addEventListener(name, onActive, { passive: true });
    return () => {
      clearInterval(tick);
      for (const name of ACTIVITY) window.removeEventListener(name, onActive);
    };
  }, [initial.serverNow, renew, total]);

  const renewed = useCallback((leaseExpiresAt: string) => {
    end.current = Date.parse(leaseExpiresAt);
  }, []);
  return { left, lost, renewed, renew };
}

const ACTIVITY = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
