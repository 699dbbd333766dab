'use client';

import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { buttonStyle } from './button-style';
import { cn } from './cn';
import { dismissToast, toastPlace, toastStore, type ShownToast } from './toast-store';

export { toast } from './toast-store';

const ICONS = {
  ok: <CircleCheck size={16} aria-hidden className="text-ok" />,
  warning: <TriangleAlert size={16} aria-hidden className="text-warning" />,
  danger: <CircleAlert size={16} aria-hidden className="text-danger" />,
  info: <Info size={16} aria-hidden className="text-info" />,
} as const;

const NONE: readonly ShownToast[] = [];

/** Once, in the root layout. F8 moves the focus here. */
export function Toaster() {
  const t = useTranslations('shell');
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, () => NONE);
  const place = useSyncExternalStore(toastStore.subscribe, toastStore.place, () => null);
  return (
    <Radix.Provider swipeDirection="right" label={t('notifications')}>
      {toasts.map((one) => (
        <OneToast key={one.id} toast={one} compact={place !== null} />
      ))}
      {/*
       * At the top, under the bar, and in the middle: what one presses stands at the foot of forms and
       * dialogs, or in a corner of the page's head. The next button to press is never under a message.
       */}
      {place ? (
        createPortal(<Radix.Viewport data-toast-list />, place)
      ) : (
        <Radix.Viewport
          data-toast-list
          className="pointer-events-none fixed inset-x-3 top-14 z-60 mx-auto flex w-[min(24rem,calc(100vw-1.5rem))] flex-col gap-2 [&>*]:pointer-events-auto"
        />
      )}
    </Radix.Provider>
  );
}

/**
 * Where messages stand on a page whose images must stay in sight, as they may be what is asked about: in a bar
 * that wraps, in the room that is left, or on a row of its own.
 */
export function ToastPlace() {
  return <div ref={toastPlace} data-toasts className="min-w-0 has-[li]:flex-1 has-[li]:basis-64" />;
}

/** Compact: one line, no taller than the bar's other buttons. */
function OneToast({ toast, compact }: { toast: ShownToast; compact: boolean }) {
  const t = useTranslations();
  const { tone = 'ok', undo } = toast;
  // An offer to undo stays long enough to be read and reached; so does bad news.
  const duration =
    toast.durationMs ??
    (undo !== undefined || tone === 'danger' || tone === 'warning' ? 12_000 : 5_000);
  return (
    <Radix.Root
      duration={duration}
      type={tone === 'danger' ? 'foreground' : 'background'}
      onOpenChange={(open) => {
        if (!open) dismissToast(toast.id);
      }}
      className={cn(
        'flex gap-2',
        compact ? 'items-center' : 'pop items-start rounded-lg bg-raised p-3 shadow-pop',
      )}
    >
      <span className={cn('shrink-0', !compact && 'mt-0.5')}>{ICONS[tone]}</span>
      <div className={cn('min-w-0', !compact && 'flex-1')}>
        <Radix.Title className="font-medium">{toast.title}</Radix.Title>
        {toast.description !== undefined && (
          <Radix.Description className="text-sm text-ink-2">{toast.description}</Radix.Description>
        )}
      </div>
      {undo !== undefined && (
        <Radix.Action altText={t('common.undo')} asChild>
          <button
            type="button"
            className={buttonStyle('secondary', 'sm')}
            onClick={() => void undo()}
          >
            {t('common.undo')}
          </button>
        </Radix.Action>
      )}
      <Radix.Close
        aria-label={t('shell.dismiss')}
        className={buttonStyle('ghost', 'sm', 'w-7 px-0')}
      >
        <X aria-hidden />
      </Radix.Close>
    </Radix.Root>
  );
}
