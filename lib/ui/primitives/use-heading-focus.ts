'use client';
import { useEffect, useRef } from 'react';

const PAGE = '#main';
/** The page's own heading; what the shell has beside it is not meant. */
const TITLE = `${PAGE} h1`;

/**
 * Moves the focus to a heading when one screen of a page takes the place of another: what had it is gone, and
 * a keyboard or a screen reader would have to begin at the top of the page. Never when the page is opened
 * (`stage` is null until it has settled), and never away from something on the page that is still there.
 */
export function useHeadingFocus(stage: string | null, heading = TITLE): void {
  const before = useRef(stage);
  useEffect(() => {
    const moved = before.current !== null && before.current !== stage;
    before.current = stage;
    if (!moved || stage === null) return;
    const page = document.querySelector(PAGE);
    const { activeElement } = document;
    // A heading has the focus only because it was put there for the screen before.
    const free = activeElement === page || activeElement?.matches('h1, h2, h3');
    if (!free && page?.contains(activeElement)) return;
    if (activeElement?.closest('[role="dialog"]')) return;
    const element = document.querySelector<HTMLElement>(heading);
    if (!element) return;
    element.tabIndex = -1;
    element.focus();
  }, [stage, heading]);
}
