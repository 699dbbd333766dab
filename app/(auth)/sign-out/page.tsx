import { getLocale, getTranslations } from 'next-intl/server';
import { signOutAction } from '@/lib/features/people/actions';
import { setLocale } from '@/lib/server/locale-action';
import type { Locale } from '@/lib/ui/i18n/locale';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { SubmitButton } from '@/lib/ui/primitives/submit-button';
import { AuthShell } from '@/lib/ui/shell/auth-shell';
import { pageTitle } from '@/lib/ui/i18n/page-title';

export const generateMetadata = pageTitle('auth.signOutTitle');

/** Asks first: an address that signs people out could be put behind any image. */
export default async function SignOutPage() {
  const [t, locale] = await Promise.all([getTranslations('auth'), getLocale()]);
  return (
    <AuthShell
      title={t('signOutTitle')}
      description={t('signOutText')}
      locale={locale as Locale}
      onLocale={setLocale}
    >
      <form action={signOutAction} className="flex flex-wrap gap-2">
        <SubmitButton variant="primary">{t('signOut')}</SubmitButton>
        <LinkButton href="/">{t('staySignedIn')}</LinkButton>
      </form>
    </AuthShell>
  );
}
