import type { ReactNode } from 'react';
import { cn } from './cn';

export function Kbd({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <kbd
      className={cn(
        // A finger presses no keys.
        'inline-flex h-5 min-w-5 items-center justify-center rounded border border-line-strong bg-bg px-1 font-sans text-xs text-ink-2 pointer-coarse:hidden',
        className,
      )}
    >
      {children}
    </kbd>
  );
}
