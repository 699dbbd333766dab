import type { Metadata } from 'next';
import { getLocale, getTranslations } from 'next-intl/server';
import { InvitationPanel } from '@/lib/features/people/components/invitation-panel';
import { viewInvitation } from '@/lib/features/people/invitation-query';
import { setLocale } from '@/lib/server/locale-action';
import { makeCtx } from '@/lib/server/services';
import { sessionUser } from '@/lib/server/session';
import { offeredProviders } from '@/lib/server/session-providers';
import type { Locale } from '@/lib/ui/i18n/locale';
import { AuthShell } from '@/lib/ui/shell/auth-shell';

interface Props {
  params: Promise<{ token: string }>;
}

/** The address is a secret: no search engine, and no referrer to anywhere. */
export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('auth');
  return { title: t('invitation.title'), robots: { index: false }, referrer: 'no-referrer' };
}

export default async function InvitePage({ params }: Props) {
  const { token } = await params;
  const holder = await sessionUser();
  // Whoever rates without a name joins as anybody without a session does.
  const user = holder?.anonymous ? null : holder;
  const ctx = makeCtx(
    user
      ? { kind: 'user', ...user, userId: user.id, projectId: null, role: null }
      : { kind: 'anonymous' },
  );
  const [view, t, roles, locale] = await Promise.all([
    viewInvitation(ctx, token),
    getTranslations('auth'),
    getTranslations('common.roles'),
    getLocale(),
  ]);
  const to = view.state === 'open' ? (view.projectName ?? view.studyName) : null;
  const role = view.state === 'open' && view.role ? roles(view.role) : null;
  return (
    <AuthShell
      title={to ? t('invitation.to', { name: to }) : t('invitation.title')}
      description={
        view.state === 'open'
          ? t('invitation.from', { name: view.invitedBy, role: role ?? '–' })
          : undefined
      }
      locale={locale as Locale}
      onLocale={setLocale}
    >
      <InvitationPanel token={token} view={view} signedIn={user} providers={offeredProviders()} />
    </AuthShell>
  );
}
