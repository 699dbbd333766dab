'use client';

import { Popover } from 'radix-ui';
import { useId, useState, type ReactNode } from 'react';
import { cn } from './cn';

interface DefinitionProps {
  term: ReactNode;
  definition: ReactNode;
  className?: string;
}

/** A term or number that says what it means: on hover, on focus, and on tap where there is neither. */
export function Definition({ term, definition, className }: DefinitionProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Anchor asChild>
        <button
          type="button"
          aria-describedby={id}
          onPointerEnter={(event) => event.pointerType === 'mouse' && setOpen(true)}
          onPointerLeave={(event) => event.pointerType === 'mouse' && setOpen(false)}
          onFocus={() => setOpen(true)}
          onBlur={() => setOpen(false)}
          onClick={() => setOpen(true)}
          className={cn(
            'cursor-help text-left font-[inherit] underline decoration-line-strong decoration-dotted decoration-1 underline-offset-4',
            className,
          )}
        >
          {term}
          <span id={id} hidden>
            {definition}
          </span>
        </button>
      </Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          aria-hidden
          sideOffset={4}
          collisionPadding={8}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          className="pointer-events-none z-50 max-w-[min(20rem,calc(100vw-1rem))] pop rounded-lg bg-raised p-3 text-sm font-normal text-ink shadow-pop"
        >
          {definition}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
