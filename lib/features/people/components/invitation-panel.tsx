import { useTranslations } from 'next-intl';
import type { OfferedProvider } from '@/lib/server/session-providers';
import { Callout } from '@/lib/ui/primitives/callout';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import { DateTime } from '@/lib/ui/primitives/time';
import type { InvitationView } from '../invitation-query';
import { JoinButton } from './join-button';
import { NewPersonForm } from './new-person-form';
import { ProviderButtons } from './provider-buttons';

interface InvitationPanelProps {
  token: string;
  view: InvitationView;
  /** Name and address of the person who is signed in, if anybody is. */
  signedIn: { name: string; email: string } | null;
  providers: OfferedProvider[];
}

/** Everything that an invitation's page can say: open, used, revoked, expired, for somebody else. */
export function InvitationPanel({ token, view, signedIn, providers }: InvitationPanelProps) {
  const t = useTranslations('auth');
  if (view.state === 'joined') {
    return (
      <Callout tone="ok" action={<LinkButton href="/">{t('toWork')}</LinkButton>}>
        {t('invitation.joined')}
      </Callout>
    );
  }
  if (view.state !== 'open') {
    return (
      <Callout tone="warning" action={<LinkButton href="/sign-in">{t('signIn')}</LinkButton>}>
        {t(`invitation.${view.state}`)}
      </Callout>
    );
  }
  if (view.otherAddress) {
    return (
      <Callout tone="warning" action={<LinkButton href="/sign-out">{t('signOut')}</LinkButton>}>
        {t('invitation.otherAddress', { wanted: view.email ?? '', own: signedIn?.email ?? '' })}
      </Callout>
    );
  }
  const back = `/invite/${token}`;
  return (
    <>
      <p className="mb-6 text-sm text-ink-2">
        {t('invitation.until')} <DateTime iso={view.expiresAt} />
      </p>
      {signedIn ? (
        <>
          <p className="mb-4">{t('invitation.as', signedIn)}</p>
          <JoinButton token={token} />
        </>
      ) : (
        <>
          <NewPersonForm token={token} email={view.email} />
          <ProviderButtons providers={providers} next={back} invitationToken={token} />
          <p className="mt-6 text-sm">
            {t('haveAccount')}{' '}
            <a className="text-accent underline" href={`/sign-in?next=${encodeURIComponent(back)}`}>
              {t('signIn')}
            </a>
          </p>
        </>
      )}
    </>
  );
}
