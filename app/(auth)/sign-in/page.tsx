import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { ProviderButtons } from '@/lib/features/people/components/provider-buttons';
import { SignInForm } from '@/lib/features/people/components/sign-in-form';
import { safeNext } from '@/lib/features/people/safe-next';
import { setLocale } from '@/lib/server/locale-action';
import { sessionUser } from '@/lib/server/session';
import { mailLinksOffered, offeredProviders } from '@/lib/server/session-providers';
import type { Locale } from '@/lib/ui/i18n/locale';
import { AuthShell } from '@/lib/ui/shell/auth-shell';

interface Props {
  searchParams: Promise<{ next?: string; callbackUrl?: string; error?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('signIn') };
}

export default async function SignInPage({ searchParams }: Props) {
  const { next: wanted, error } = await searchParams;
  const next = safeNext(wanted);
  if ((await sessionUser()) && error === undefined) redirect(next);
  const [t, locale] = await Promise.all([getTranslations('auth'), getLocale()]);
  return (
    <AuthShell
      title={t('signIn')}
      description={t('signInText')}
      locale={locale as Locale}
      onLocale={setLocale}
    >
      <SignInForm
        next={next}
        problem={error === undefined ? null : { key: error, minutes: null }}
        mailLinks={mailLinksOffered()}
      />
      <ProviderButtons providers={offeredProviders()} next={next} />
    </AuthShell>
  );
}
