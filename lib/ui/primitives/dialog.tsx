'use client';

import { X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Dialog as Radix } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { Button } from './button';
import { buttonStyle } from './button-style';
import { Callout } from './callout';
import { cn } from './cn';
import { useReturnFocus } from './use-return-focus';

interface DialogProps {
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  trigger?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  footer?: ReactNode;
  size?: 'sm' | 'md' | 'lg';
  /** The id of what has the focus first; else the first control has it. */
  initialFocus?: string;
  /** Gets the focus at the end where what had it has gone meanwhile. */
  returnTo?: () => Element | null;
  /** While given, Escape and a click outside close nothing but say this: what stands here is not shown twice. */
  held?: string | undefined;
  children?: ReactNode;
}

const SIZES = { sm: 'max-w-md', md: 'max-w-xl', lg: 'max-w-4xl' } as const;

export const DialogClose = Radix.Close;

/** The way out of a dialog that asks, first in its footer. */
export function DialogCancel() {
  const t = useTranslations('common');
  return (
    <DialogClose asChild>
      <Button>{t('cancel')}</Button>
    </DialogClose>
  );
}

export function Dialog({
  open,
  onOpenChange,
  trigger,
  title,
  description,
  footer,
  size = 'md',
  initialFocus,
  returnTo,
  held,
  children,
}: DialogProps) {
  const t = useTranslations('common');
  const [asked, setAsked] = useState(false);
  const hold = (event: Event) => {
    event.preventDefault();
    setAsked(true);
  };
  const returnFocus = useReturnFocus({
    initial: initialFocus === undefined ? undefined : () => document.getElementById(initialFocus),
    instead: returnTo,
  });
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        setAsked(false);
        onOpenChange?.(next);
      }}
    >
      {trigger !== undefined && <Radix.Trigger asChild>{trigger}</Radix.Trigger>}
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          {...returnFocus}
          {...(held === undefined ? {} : { onEscapeKeyDown: hold, onInteractOutside: hold })}
          // Without a description Radix would warn that one is missing.
          {...(description === undefined ? { 'aria-describedby': undefined } : {})}
          className={cn(
            'fixed inset-x-3 top-[max(1rem,10dvh)] z-50 mx-auto flex max-h-[85dvh] pop flex-col rounded-lg bg-raised shadow-pop',
            SIZES[size],
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4">
            <div>
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description !== undefined && (
                <Radix.Description className="mt-1 measure text-ink-2">
                  {description}
                </Radix.Description>
              )}
            </div>
            {/* No tooltip here: it would open with the dialog and take the first Escape. */}
            {held === undefined && (
              <Radix.Close
                aria-label={t('close')}
                className={buttonStyle('ghost', 'sm', 'w-7 px-0')}
              >
                <X aria-hidden />
              </Radix.Close>
            )}
          </div>
          {asked && held !== undefined && (
            <Callout tone="warning" live="alert" className="mx-5 mt-3">
              {held}
            </Callout>
          )}
          <div className="min-h-0 flex-1 overflow-y-auto px-5 py-4">{children}</div>
          {footer !== undefined && (
            <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3">
              {footer}
            </div>
          )}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
