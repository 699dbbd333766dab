'use client';
import { useEffect, useRef } from 'react';

/** Key as in KeyboardEvent.key, letters lower case; 'mod+enter' means Ctrl or Command with it. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/**
 * Page-wide shortcuts. They are off while somebody types or composes with an input method; only
 * 'mod+…' ones work inside inputs. Inside a dialog none works: it must not act on the page below.
 * Pass `null` to switch them off.
 */
export function useShortcuts(shortcuts: Shortcuts | null): void {
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const run = shortcutFor(event, current.current);
      if (!run) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function shortcutFor(event: KeyboardEvent, shortcuts: Shortcuts | null): (() => void) | undefined {
  // keyCode 229 is how Safari reports a key that an input method takes after isComposing has ended.
  if (!shortcuts || event.isComposing || event.keyCode === 229 || event.defaultPrevented)
    return undefined;
  if (inDialog(event.target)) return undefined;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return shortcuts[`mod+${key}`];
  if (event.altKey || isTyping(event.target)) return undefined;
  // Space and Enter belong to whatever has the focus.
  if ((key === ' ' || key === 'enter') && isControl(event.target)) return undefined;
  // Arrow keys choose within radio buttons and move sliders.
  if (key.startsWith('arrow') && event.target instanceof HTMLInputElement) return undefined;
  return shortcuts[key];
}

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, input, select, summary, [role]') !== null;

const inDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;

/** Radio buttons and checkboxes are not typed into, except for the arrow keys that they use themselves. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement &&
    !['radio', 'checkbox', 'button', 'range'].includes(target.type)
  );
}
