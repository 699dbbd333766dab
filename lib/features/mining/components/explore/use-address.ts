'use client';

import { useEffect, useRef } from 'react';

const SETTLED_MS = 250;

/**
 * Keeps the address such that it leads back here. An address that is replaced while a link is being
 * followed would call that journey off, so a click writes what is still to be written before it.
 */
export function useAddress(query: Readonly<Record<string, string>>): void {
  const address = `?${new URLSearchParams(query).toString()}`;
  const written = useRef(address);
  useEffect(() => {
    if (written.current === address) return;
    const write = () => {
      stop();
      written.current = address;
      window.history.replaceState(null, '', address);
    };
    const timer = setTimeout(write, SETTLED_MS);
    window.addEventListener('click', write, { capture: true });
    const stop = () => {
      clearTimeout(timer);
      window.removeEventListener('click', write, { capture: true });
    };
    return stop;
  }, [address]);
}
