'use client';

import { Menu as MenuIcon, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { Dialog } from 'radix-ui';
import { useState, type ReactNode } from 'react';
import { buttonStyle } from '../primitives/button-style';

/** The navigation of narrow screens; closes itself when the page has changed. */
export function NavDrawer({ children }: { children: ReactNode }) {
  const t = useTranslations('shell');
  const path = usePathname();
  // Open for one address only: following a link closes it without an effect.
  const [openAt, setOpenAt] = useState<string | null>(null);
  return (
    <Dialog.Root open={openAt === path} onOpenChange={(open) => setOpenAt(open ? path : null)}>
      <Dialog.Trigger
        aria-label={t('openNavigation')}
        className={buttonStyle('ghost', 'md', 'w-8 px-0')}
      >
        <MenuIcon aria-hidden />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 left-0 z-50 flex w-[min(18rem,85vw)] flex-col gap-4 overflow-y-auto bg-sunken p-3"
        >
          <Dialog.Title className="sr-only">{t('navigation')}</Dialog.Title>
          <Dialog.Close
            aria-label={t('closeNavigation')}
            className={buttonStyle('ghost', 'md', 'absolute top-2.5 right-2 w-8 px-0')}
          >
            <X aria-hidden />
          </Dialog.Close>
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
