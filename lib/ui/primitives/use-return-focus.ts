'use client';
import { useRef } from 'react';

interface FocusOptions {
  /** Gets the focus when the dialog opens; else its first control does. */
  initial?: (() => HTMLElement | null) | undefined;
  /** Gets it when the dialog closes and what had it has gone meanwhile. */
  instead?: (() => Element | null) | undefined;
}

/**
 * For a dialog that no trigger of its own opens (a key does, or a button elsewhere): what had the focus gets it
 * back when it closes. Spread onto Radix's Content. Without it the focus falls to the page's beginning.
 */
export function useReturnFocus({ initial, instead }: FocusOptions = {}): {
  onOpenAutoFocus: (event: Event) => void;
  onCloseAutoFocus: (event: Event) => void;
} {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event) => {
      // Nothing has it where what was pressed has just gone: the body, which cannot take it back.
      const { activeElement, body } = document;
      before.current = activeElement === body ? null : activeElement;
      const first = initial?.();
      if (!first) return;
      event.preventDefault();
      first.focus();
    },
    onCloseAutoFocus: (event) => {
      const target = [before.current, instead?.()].find((one) => one?.isConnected);
      // What has gone meanwhile, as the entry of a menu does, cannot take it: Radix does as it does.
      if (!(target instanceof HTMLElement)) return;
      event.preventDefault();
      target.focus();
    },
  };
}
