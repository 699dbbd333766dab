'use client';

import { CircleAlert, CircleCheck, Info, TriangleAlert, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { buttonStyle } from './button-style';
import { dismissToast, toastStore, type ShownToast } from './toast-store';

export { toast } from './toast-store';

const ICONS = {
  ok: <CircleCheck size={16} aria-hidden className="mt-0.5 shrink-0 text-ok" />,
  warning: <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-warning" />,
  danger: <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-danger" />,
  info: <Info size={16} aria-hidden className="mt-0.5 shrink-0 text-info" />,
} as const;

const NONE: readonly ShownToast[] = [];

/** Once, in the root layout. F8 moves the focus here. */
export function Toaster() {
  const t = useTranslations('shell');
  const toasts = useSyncExternalStore(toastStore.subscribe, toastStore.get, () => NONE);
  return (
    <Radix.Provider swipeDirection="right" label={t('notifications')}>
      {toasts.map((one) => (
        <OneToast key={one.id} toast={one} />
      ))}
      {/*
       * At the top, under the bar, and in the middle: what one presses stands at the foot of forms and
       * dialogs, or in a corner of the page's head. The next button to press is never under a message.
       */}
      <Radix.Viewport className="pointer-events-none fixed inset-x-3 top-14 z-60 mx-auto flex w-[min(24rem,calc(100vw-1.5rem))] flex-col gap-2 [&>*]:pointer-events-auto" />
    </Radix.Provider>
  );
}

function OneToast({ toast }: { toast: ShownToast }) {
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
      className="flex pop items-start gap-2 rounded-lg bg-raised p-3 shadow-pop"
    >
      {ICONS[tone]}
      <div className="min-w-0 flex-1">
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
