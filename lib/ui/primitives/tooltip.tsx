'use client';

import { useState, type ReactNode } from 'react';
import { Tooltip as Radix } from 'radix-ui';

interface TooltipProps {
  content: ReactNode;
  /** Key that does the same, shown beside the words. */
  shortcut?: string | undefined;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** Says nothing for now: it would lie over what the button has opened. */
  muted?: boolean;
  /** One focusable element that takes a ref and props. */
  children: ReactNode;
}

export function Tooltip({
  content,
  shortcut,
  side = 'top',
  muted = false,
  children,
}: TooltipProps) {
  const [open, setOpen] = useState(false);
  if (muted && open) setOpen(false);
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={150}>
      <Radix.Root open={open && !muted} onOpenChange={(next) => setOpen(next && !muted)}>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 flex max-w-[min(20rem,calc(100vw-1rem))] pop items-center gap-2 rounded bg-ink px-2 py-1 text-sm text-bg"
          >
            {content}
            {shortcut !== undefined && <kbd className="font-sans opacity-75">{shortcut}</kbd>}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
