'use client';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { keptWords, type KeptShape } from './kept-words';
import { useSession } from './use-session';

export interface KeptWordsControl<T> {
  words: T;
  change: (next: T) => void;
  /** Words that this device had kept have been put back. */
  restored: boolean;
  /** They have been sent. */
  sent: () => void;
}

/**
 * Words of a form that are on this device with each key that is pressed, and back after a crash, a closed tab or
 * a lost session, until they have been sent. `of` names what they are about; `shape` must not change.
 */
export function useKeptWords<T>(
  of: string,
  initial: T,
  empty: T,
  shape: KeptShape<T>,
): KeptWordsControl<T> {
  const { as: personId = 'nobody' } = useSession();
  const [words, setWords] = useState(initial);
  const [restored, setRestored] = useState(false);
  const kept = useMemo(
    () => keptWords(() => window.localStorage, { personId, of }, shape),
    [personId, of, shape],
  );
  useEffect(() => {
    let gone = false;
    // The server does not know what this device keeps, so the first render cannot show it; a microtask later is
    // still before any key that is pressed.
    queueMicrotask(() => {
      const found = gone ? null : kept.read();
      if (!found || shape.isEmpty(found)) return;
      setWords(found);
      setRestored(true);
    });
    return () => {
      gone = true;
    };
  }, [kept, shape]);
  const change = useCallback(
    (next: T) => {
      kept.write(next);
      setWords(next);
    },
    [kept],
  );
  const sent = useCallback(() => {
    kept.write(null);
    setWords(empty);
    setRestored(false);
  }, [empty, kept]);
  return { words, change, restored, sent };
}
