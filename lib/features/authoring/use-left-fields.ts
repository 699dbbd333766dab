'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Which fields somebody has been in and left. A field that is left with a press of the pointer counts once the
 * press has ended: what then appears beside it must not move the very thing that is being pressed.
 */
export function useLeftFields<F extends string>(
  initial: readonly F[],
): { left: ReadonlySet<F>; leave: (field: F) => void } {
  const [left, setLeft] = useState<ReadonlySet<F>>(() => new Set(initial));
  const pressed = useRef(false);
  const waiting = useRef<F[]>([]);
  useEffect(() => {
    const down = (): void => void (pressed.current = true);
    const up = (): void => {
      pressed.current = false;
      const fields = waiting.current.splice(0);
      // After the click that belongs to the press.
      if (fields.length > 0) setTimeout(() => setLeft((old) => new Set([...old, ...fields])));
    };
    const events = [
      ['pointerdown', down],
      ['pointerup', up],
      ['pointercancel', up],
    ] as const;
    for (const [name, listener] of events) window.addEventListener(name, listener, true);
    return () => {
      for (const [name, listener] of events) window.removeEventListener(name, listener, true);
    };
  }, []);
  const leave = useCallback((field: F) => {
    if (pressed.current) waiting.current.push(field);
    else setLeft((old) => (old.has(field) ? old : new Set([...old, field])));
  }, []);
  return { left, leave };
}
