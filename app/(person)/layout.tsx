import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { signOutAction } from '@/lib/features/people/actions';
import { myProjects } from '@/lib/features/people/queries';
import { setLocale } from '@/lib/server/locale-action';
import { instancePage } from '@/lib/server/page-context';
import type { Locale } from '@/lib/ui/i18n/locale';
import { AppShell } from '@/lib/ui/shell/app-shell';

/** The shell of pages that belong to a person or the instance, not to a project. */
export default async function PersonLayout({ children }: { children: ReactNode }) {
  const { ctx } = await instancePage('self');
  const { actor } = ctx;
  const [projects, locale, t] = await Promise.all([
    myProjects(ctx),
    getLocale(),
    getTranslations('people.nav'),
  ]);
  if (actor.kind !== 'user') return null;
  return (
    <AppShell
      homeHref="/"
      nav={[
        {
          items: [
            { href: '/', label: t('home'), icon: 'home' },
            ...(actor.instanceAdmin
              ? [{ href: '/admin', label: t('admin'), icon: 'people' as const }]
              : []),
            { href: '/settings', label: t('settings'), icon: 'settings' },
          ],
        },
      ]}
      projects={projects.map(({ slug, name }) => ({ slug, name, href: `/p/${slug}` }))}
      user={{ name: actor.name, email: actor.email }}
      locale={locale as Locale}
      onLocale={setLocale}
      onSignOut={signOutAction}
    >
      {children}
    </AppShell>
  );
}
