'use client';
import { useEffect } from 'react';
import { isSingle } from '@/lib/domain/shortcuts';
import { useOwnKeys } from '@/lib/ui/keyboard/own-keys';

export interface AnswerKeys {
  /** Takes a key by its name; false for one that does nothing here. */
  press(key: string): boolean;
  send(): void;
}

/**
 * Off while typing, composing, in a dialog, or with a modifier held. Where the person has switched single keys
 * off, arrows and Enter are left.
 */
export function useAnswerKeys(keys: AnswerKeys): void {
  const { single } = useOwnKeys();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      // 229: a key that an input method takes, also where isComposing has ended already.
      if (event.isComposing || event.keyCode === 229) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      const name = nameOf(event);
      if (!single && isSingle(name)) return;
      if (keys.press(name)) event.preventDefault();
      else if (event.key === 'Enter' && sends(target)) {
        keys.send();
        event.preventDefault();
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys, single]);
}

/** A letter as it is written on the key; where the layout has no Latin letters, as it is in English. */
function nameOf({ key, code }: KeyboardEvent): string {
  if (key.length > 1 || key <= '\u007f') return key.length > 1 ? key : key.toLowerCase();
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key;
}

/** Enter presses the button that has the focus, unless it is an answer that is chosen already. */
function sends(target: Element | null): boolean {
  const button = target?.closest('button, a');
  return !button || button.getAttribute('aria-pressed') === 'true';
}
