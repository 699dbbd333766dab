'use client';
import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import type { Sending } from './use-rating';

/** Says what happens to an answer that has not arrived. Nothing while all is well. */
export function SendingNotice({ sending, onGoOn }: { sending: Sending; onGoOn(): void }) {
  const t = useTranslations('rating.trouble');
  const failureText = useFailureText();
  if (sending.kind === 'idle' || sending.kind === 'sending') return null;
  if (sending.kind === 'unreachable') {
    return (
      <Callout tone="warning" title={t('offlineTitle')}>
        {t('offlineText')}
      </Callout>
    );
  }
  if (sending.kind === 'signed-out') {
    return (
      <Callout
        tone="warning"
        title={t('signInTitle')}
        action={<LinkButton href="/sign-in?next=/rate">{t('signIn')}</LinkButton>}
      >
        {t('signInText')}
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
