'use client';

import { useFormatter } from 'next-intl';
import { useSyncExternalStore } from 'react';

/** Around the world and in logs alike: 15:04, not 3:04 PM. */
const TIME = { timeStyle: 'short', hourCycle: 'h23' } as const;

const never = (): (() => void) => () => undefined;

/** The zone of the reader in the browser; UTC on the server and while hydrating, so both agree. */
function useZone(): string {
  return useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
}

interface TimeProps {
  iso: string;
  /** Leaves out the time of day. */
  dateOnly?: boolean;
}

/** For an appointment: the day of the week, and the zone that the time is in. */
const APPOINTMENT = {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

export function DateTime({
  iso,
  dateOnly = false,
  withZone = false,
}: TimeProps & { withZone?: boolean }) {
  const format = useFormatter();
  const timeZone = useZone();
  const text = format.dateTime(new Date(iso), {
    ...(withZone ? APPOINTMENT : { dateStyle: 'medium', ...(dateOnly ? {} : TIME) }),
    timeZone,
  });
  return (
    // On a phone an appointment takes more than one line.
    <time dateTime={iso} className={withZone ? 'num' : 'whitespace-nowrap num'}>
      {text}
    </time>
  );
}

/** One clock for all relative times of a page; they need be no finer than half a minute. */
const tick = {
  now: 0,
  subscribe(listener: () => void): () => void {
    tick.now = performance.timeOrigin + performance.now();
    listener();
    const timer = setInterval(() => {
      tick.now = performance.timeOrigin + performance.now();
      listener();
    }, 30_000);
    return () => clearInterval(timer);
  },
};

/** "3 minutes ago", with the full time on hover; the full time until the page has a clock. */
export function RelativeTime({ iso }: TimeProps) {
  const format = useFormatter();
  const timeZone = useZone();
  const now = useSyncExternalStore(
    tick.subscribe,
    () => tick.now,
    () => 0,
  );
  const date = new Date(iso);
  const full = format.dateTime(date, { dateStyle: 'medium', ...TIME, timeZone });
  return (
    <time dateTime={iso} title={full} className="whitespace-nowrap num">
      {now === 0 ? full : format.relativeTime(date, now)}
    </time>
  );
}
