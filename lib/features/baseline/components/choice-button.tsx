'use client';
import type { ReactNode } from 'react';
import { cn } from '@/lib/ui/primitives/cn';
import { Kbd } from '@/lib/ui/primitives/kbd';

interface ChoiceButtonProps {
  pressed: boolean;
  disabled: boolean;
  onPress(): void;
  /** Key that does the same. */
  shortcut?: string | undefined;
  /** Says the key on the button, where there is a keyboard. */
  showKey?: boolean;
  large?: boolean;
  children: ReactNode;
}

/** One of several answers. The chosen one is marked by weight and ring, not by colour alone. */
export function ChoiceButton(props: ChoiceButtonProps) {
  const { pressed, disabled, onPress, shortcut, showKey, large = false, children } = props;
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut}
      disabled={disabled}
      onClick={onPress}
      className={cn(
        'rounded border px-3 transition-colors duration-100 disabled:opacity-60',
        'touch-manipulation break-words',
        large ? 'min-h-14 py-2' : 'min-h-11 py-1',
        pressed
          ? 'border-accent bg-accent-soft font-semibold text-ink ring-1 ring-accent'
          : 'border-line-strong bg-bg text-ink enabled:hover:bg-hover',
      )}
    >
      {children}
      {showKey && shortcut !== undefined && (
        <span aria-hidden className="ml-2 font-normal uppercase">
          <Kbd>{shortcut}</Kbd>
        </span>
      )}
    </button>
  );
}
