'use client';
import { useEffect } from 'react';

export interface AnswerKeys {
  choose(choice: 0 | 1 | null): void;
  /** Moves the confidence by one step. */
  step(by: 1 | -1): void;
  send(): void;
}

const CHOICES: Readonly<Record<string, 0 | 1 | null>> = { '1': 0, '2': 1, '3': null };
const STEPS: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
};

/** 1, 2, 3, arrows and Enter; off while typing, composing, in a dialog, or with a modifier held. */
export function useAnswerKeys(keys: AnswerKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.repeat) return;
      // 229: a key that an input method takes, also where isComposing has ended already.
      if (event.isComposing || event.keyCode === 229) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest('input, textarea, select, [contenteditable], [role="dialog"]')) return;
      const choice = CHOICES[event.key];
      const step = STEPS[event.key];
      if (choice !== undefined) keys.choose(choice);
      else if (step !== undefined) keys.step(step);
      else if (event.key === 'Enter' && sends(target)) keys.send();
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [keys]);
}

/** Enter presses the button that has the focus, unless it is an answer that is chosen already. */
function sends(target: Element | null): boolean {
  const button = target?.closest('button, a');
  return !button || button.getAttribute('aria-pressed') === 'true';
}
