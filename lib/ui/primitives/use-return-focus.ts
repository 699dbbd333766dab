'use client';
import { useRef } from 'react';

/**
 * For a dialog that no trigger of its own opens (a key does, or a button elsewhere): what had the focus gets it
 * back when it closes. Spread onto Radix's Content. Without it the focus falls to the page's beginning.
 */
export function useReturnFocus(): {
  onOpenAutoFocus: () => void;
  onCloseAutoFocus: (event: Event) => void;
} {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: () => {
      before.current = document.activeElement;
    },
    onCloseAutoFocus: (event) => {
      const target = before.current;
      // What has gone meanwhile, as the entry of a menu does, cannot take it: Radix does as it does.
      if (!(target instanceof HTMLElement) || !target.isConnected) return;
      event.preventDefault();
      target.focus();
    },
  };
}
