import { getLocale, getTranslations } from 'next-intl/server';
import { setLocale } from '@/lib/server/locale-action';
import type { Locale } from '@/lib/ui/i18n/locale';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { AuthShell } from '@/lib/ui/shell/auth-shell';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('auth.linkSent');

export default async function LinkSentPage() {
  const [t, locale] = await Promise.all([getTranslations('auth'), getLocale()]);
  return (
    <AuthShell
      title={t('linkSent')}
      description={t('linkSentText')}
      locale={locale as Locale}
      onLocale={setLocale}
    >
      <LinkButton href="/sign-in">{t('backToSignIn')}</LinkButton>
    </AuthShell>
  );
}
