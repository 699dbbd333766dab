'use client';

import { useTranslations } from 'next-intl';
import { linkReach } from '@/lib/domain/link-reach';
import { Callout } from '@/lib/ui/primitives/callout';

/** Beside a link to hand out that others could not open, and how they could. */
export function LinkReachNotice() {
  const t = useTranslations('people.reach');
  // Links begin with the address that their maker has open.
  const reach = linkReach(window.location.hostname);
  if (reach === 'everybody') return null;
  return (
    <Callout tone="warning" title={t(reach)}>
      {t.rich('how', { setting: (chunks) => <code>{chunks}</code> })}
    </Callout>
  );
}
