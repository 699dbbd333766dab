import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { projectNav } from '@/lib/features/overview/nav';
import { signOutAction } from '@/lib/features/people/actions';
import { myKeys } from '@/lib/features/people/choose-shortcuts';
import { myProjects } from '@/lib/features/people/queries';
import { setLocale } from '@/lib/server/locale-action';
import { projectPage } from '@/lib/server/page-context';
import { ClientMessages } from '@/lib/ui/i18n/client-messages';
import { NAMESPACES } from '@/lib/ui/i18n/namespaces';
import type { Locale } from '@/lib/ui/i18n/locale';
import { OwnKeysProvider } from '@/lib/ui/keyboard/own-keys';
import { AppShell } from '@/lib/ui/shell/app-shell';

interface Props {
  params: Promise<{ project: string }>;
  children: ReactNode;
}

export default async function ProjectLayout({ params, children }: Props) {
  const { ctx, project } = await projectPage('project:view', (await params).project);
  const { actor } = ctx;
  if (actor.kind !== 'user') return null;
  const [projects, own, locale, t, tc, ts] = await Promise.all([
    myProjects(ctx),
    myKeys(ctx),
    getLocale(),
    getTranslations('home.nav'),
    getTranslations('common'),
    getTranslations('shell'),
  ]);
  return (
    <ClientMessages only={NAMESPACES}>
      <AppShell
        homeHref={`/p/${project.slug}`}
        railOn={['bench', 'review'].map((page) => `/p/${project.slug}/${page}`)}
        nav={projectNav(actor, project).map((group) => ({
          label: t(`groups.${group.group}`),
          items: group.items.map((item) => ({ href: item.href, label: t(item.id), icon: item.id })),
        }))}
        projects={projects.map((entry) => ({ ...entry, href: `/p/${entry.slug}` }))}
        currentProject={project.slug}
        allProjects={{ href: '/?choose=1', label: ts('allProjects') }}
        user={{
          name: actor.name,
          email: actor.email,
          role: tc(`roles.${actor.role ?? 'ADMIN'}`),
        }}
        locale={locale as Locale}
        onLocale={setLocale}
        settingsHref="/settings"
        onSignOut={signOutAction}
      >
        <OwnKeysProvider own={own}>{children}</OwnKeysProvider>
      </AppShell>
    </ClientMessages>
  );
}
