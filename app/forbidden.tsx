import { getTranslations } from 'next-intl/server';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { MessagePage } from '@/lib/ui/shell/message-page';

export default async function Forbidden() {
  const t = await getTranslations('errors.forbidden');
  return (
    <MessagePage
      title={t('title')}
      action={
        <LinkButton href="/" variant="primary">
          {t('home')}
        </LinkButton>
      }
    >
      <p>{t('description')}</p>
    </MessagePage>
  );
}
