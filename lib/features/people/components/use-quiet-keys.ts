'use client';

import { useEffect, useState } from 'react';

/** A pause in typing, so that the rest of a word does not land in the field of a password. */
const QUIET_MS = 700;

/** True once `active`, and once no key was pressed for a moment since. */
export function useQuietKeys(active: boolean): boolean {
  const [quiet, setQuiet] = useState(false);
  useEffect(() => {
    if (!active) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        window.removeEventListener('keydown', wait, true);
        setQuiet(true);
      }, QUIET_MS);
    };
    window.addEventListener('keydown', wait, true);
    wait();
    return () => {
      clearTimeout(timer);
      window.removeEventListener('keydown', wait, true);
      setQuiet(false);
    };
  }, [active]);
  return quiet;
}
