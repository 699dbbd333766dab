'use client';
import { useSyncExternalStore } from 'react';

/** Whether the window matches a media query, now and as it changes. `onServer` is what is drawn before the browser says. */
export function useMedia(query: string, onServer: boolean): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = matchMedia(query);
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
    () => onServer,
  );
}
