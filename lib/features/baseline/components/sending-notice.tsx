'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import type { Sending } from './use-rating';

/** Says what happens to an answer that has not arrived. Nothing while all is well. */
export function SendingNotice({ sending, onGoOn }: { sending: Sending; onGoOn(): void }) {
  const t = useTranslations('rating.trouble');
  const failureText = useFailureText();
  // The end of the session has a dialog of its own, on every page.
  if (sending.kind !== 'unreachable' && sending.kind !== 'refused') return null;
  if (sending.kind === 'unreachable') {
    return (
      <Callout tone="warning" title={t('offlineTitle')}>
        {t('offlineText')}
      </Callout>
    );
  }
  return (
    <Callout
      tone="danger"
      title={t('refusedTitle')}
      action={<Button onClick={onGoOn}>{t('goOn')}</Button>}
    >
      {failureText(sending.failure)}
    </Callout>
  );
}
