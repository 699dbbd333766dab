'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { MessagePage } from '@/lib/ui/shell/message-page';
import { reload, useReturn } from '@/lib/ui/shell/use-return';

interface ErrorPageProps {
  error: Error & { digest?: string };
}

export default function ErrorPage({ error }: ErrorPageProps) {
  const t = useTranslations();
  useReturn(error);
  return (
    <MessagePage
      title={t('errors.page.title')}
      action={
        <>
          <Button variant="primary" onClick={reload}>
            {t('common.retry')}
          </Button>
          <LinkButton href="/">{t('errors.page.home')}</LinkButton>
        </>
      }
    >
      <p>{t('errors.page.safe')}</p>
      <p>{t('errors.page.action')}</p>
      {error.digest !== undefined && (
        <p className="text-sm num">
          {t('errors.page.id')}: <code>{error.digest}</code>
        </p>
      )}
    </MessagePage>
  );
}
