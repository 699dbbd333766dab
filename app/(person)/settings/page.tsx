import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { redirect } from 'next/navigation';
import { LinkedAccounts } from '@/lib/features/people/components/linked-accounts';
import { PasswordForm } from '@/lib/features/people/components/password-form';
import { SingleKeysSwitch } from '@/lib/features/people/components/single-keys-switch';
import { ShortcutsForm } from '@/lib/features/people/components/shortcuts-form';
import { ProfileForm } from '@/lib/features/people/components/profile-form';
import { myKeys } from '@/lib/features/people/choose-shortcuts';
import { myProfile, myProjects } from '@/lib/features/people/queries';
import { instancePage } from '@/lib/server/page-context';
import { offeredProviders } from '@/lib/server/session-providers';
import { PageHeader } from '@/lib/ui/primitives/page-header';
import { Section } from '@/lib/ui/primitives/section';

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('auth'))('settings') };
}

export default async function SettingsPage() {
  const { ctx } = await instancePage('self');
  const [profile, projects, keys, t, tc] = await Promise.all([
    myProfile(ctx),
    myProjects(ctx),
    myKeys(ctx),
    getTranslations('auth'),
    getTranslations('common.singleKeys'),
  ]);
  if (profile.anonymous) redirect('/rate');
  const providers = offeredProviders();
  return (
    <>
      <PageHeader title={t('settings')} />
      <Section title={t('profile')}>
        <ProfileForm profile={profile} />
      </Section>
      <Section title={t('password')} description={t('passwordText')}>
        <PasswordForm hasPassword={profile.hasPassword} />
      </Section>
      <Section title={tc('title')}>
        <SingleKeysSwitch on={keys.single} />
      </Section>
      {/* Whoever only rates has none of these screens, and answers with the same keys as everybody. */}
      {projects.length > 0 ? (
        <Section title={t('shortcuts.title')} description={t('shortcuts.text')}>
          <ShortcutsForm chosen={keys.chosen} />
        </Section>
      ) : null}
      {providers.length > 0 ? (
        <Section title={t('linked')} description={t('linkedText')}>
          <LinkedAccounts offered={providers} linked={profile.providers} />
        </Section>
      ) : null}
    </>
  );
}
