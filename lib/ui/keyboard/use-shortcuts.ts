'use client';
import { useEffect, useRef } from 'react';
import { meantKey, type OwnKeys } from '@/lib/domain/shortcuts';
import { useOwnKeys } from './own-keys';

/**
 * Key as in KeyboardEvent.key, letters lower case; 'mod+enter' means Ctrl or Command with it. Named is
 * the key that a command has by default; a person may have chosen another one for it.
 */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** What a held key does again and again: zooming and moving. All else happens once a press. */
const HELD = new Set(['+', '=', '-', '[', ']', 'arrowleft', 'arrowright', 'arrowup', 'arrowdown']);

/**
 * Page-wide shortcuts. They are off while somebody types or composes with an input method; only
 * 'mod+…' ones work inside inputs. Inside a dialog none works: it must not act on the page below. Where the
 * person has switched single keys off, only 'mod+…' ones and named keys work.
 * Pass `null` to switch them off.
 */
export function useShortcuts(shortcuts: Shortcuts | null): void {
  const keys = useOwnKeys();
  const current = useRef({ shortcuts, keys });
  useEffect(() => {
    current.current = { shortcuts, keys };
  });
  useEffect(() => {
    // Some browsers forget isComposing on the keys of an input method; its own events do not lie.
    let composing = false;
    const begin = (): void => void (composing = true);
    const end = (): void => void (composing = false);
    const onKey = (event: KeyboardEvent): void => {
      if (composing) return;
      const run = shortcutFor(event, current.current.shortcuts, current.current.keys);
      if (run === undefined) return;
      event.preventDefault();
      run?.();
    };
    window.addEventListener('keydown', onKey);
    window.addEventListener('compositionstart', begin);
    window.addEventListener('compositionend', end);
    // A field that goes while one composes in it takes its last event with it.
    window.addEventListener('focusout', end);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('compositionstart', begin);
      window.removeEventListener('compositionend', end);
      window.removeEventListener('focusout', end);
    };
  }, []);
}

function shortcutFor(
  event: KeyboardEvent,
  shortcuts: Shortcuts | null,
  keys: OwnKeys,
): (() => void) | null | undefined {
  // keyCode 229 is how Safari reports a key that an input method takes after isComposing has ended.
  if (!shortcuts || event.isComposing || event.keyCode === 229 || event.defaultPrevented)
    return undefined;
  if (inDialog(event.target)) return undefined;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return oncePerPress(event, shortcuts[`mod+${key}`]);
  if (event.altKey || isTyping(event.target)) return undefined;
  // Space and Enter belong to whatever has the focus.
  if ((key === ' ' || key === 'enter') && isControl(event.target)) return undefined;
  if (key.startsWith('arrow') && hasOwnArrows(event.target, key)) return undefined;
  const meant = meantKey(keys, key);
  if (meant === null) return undefined;
  return HELD.has(meant) ? shortcuts[meant] : oncePerPress(event, shortcuts[meant]);
}

/** Null takes the key and does nothing: a key held a little long must not answer the next step as well. */
const oncePerPress = (event: KeyboardEvent, run: (() => void) | undefined) =>
  run && event.repeat ? null : run;

const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('button, a, input, select, summary, [role]') !== null;

/** Widgets in which arrow keys choose or move something. */
const ARROW_ROLES = ['application', 'grid', 'listbox', 'radiogroup', 'slider', 'tablist', 'tree'];

/**
 * Whether arrow keys already do something where the focus is: they choose within radio buttons and tabs,
 * move sliders, and scroll what scrolls by itself. The page's own scrolling does not count.
 */
function hasOwnArrows(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof Element)) return false;
  if (target instanceof HTMLInputElement) return true;
  if (target.closest(ARROW_ROLES.map((role) => `[role="${role}"]`).join())) return true;
  const upright = key === 'arrowup' || key === 'arrowdown';
  for (
    let at: Element | null = target;
    at && at !== document.body && at !== document.scrollingElement;
    at = at.parentElement
  ) {
    const { overflowX, overflowY } = getComputedStyle(at);
    const scrolls = ['auto', 'scroll'].includes(upright ? overflowY : overflowX);
    const more = upright ? at.scrollHeight > at.clientHeight : at.scrollWidth > at.clientWidth;
    if (scrolls && more) return true;
  }
  return false;
}

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
