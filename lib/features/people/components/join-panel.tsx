import { useTranslations } from 'next-intl';
import { Callout } from '@/lib/ui/primitives/callout';
import { LinkButton } from '@/lib/ui/primitives/link-button';
import type { JoinView } from '../view-join';
import { BegunBefore } from './begun-before';
import { JoinForm } from './join-form';
import { ScreenedOut } from './screened-out';

interface JoinPanelProps {
  token: string;
  view: JoinView;
  parameters: Record<string, string>;
  /** Of the person who is signed in; empty for nobody. */
  name: string;
}

/** What stands under the consent text, or in its place, on the page of an open link. */
export function JoinPanel({ token, view, parameters, name }: JoinPanelProps) {
  const t = useTranslations('rating.join');
  switch (view.state) {
    case 'open':
      return <JoinForm token={token} parameters={parameters} />;
    case 'preview':
      return <Callout tone="info">{t('preview')}</Callout>;
    case 'signed-in':
      return (
        <Callout tone="info" action={<LinkButton href="/sign-out">{t('signOut')}</LinkButton>}>
          {t('signedInAs', { name })}
        </Callout>
      );
    case 'joined':
      return (
        <>
          <h1 className="text-2xl font-semibold">{t('alreadyIn')}</h1>
          <p>
            <LinkButton href={`/rate/${view.studyRaterId}`} variant="primary" size="lg">
              {t('goOn')}
            </LinkButton>
          </p>
        </>
      );
    case 'participant-needed':
      return (
        <>
          <h1 className="text-2xl font-semibold">{t('heading')}</h1>
          <p>{t('participantNeeded')}</p>
        </>
      );
    default:
      return (
        <>
          <h1 className="text-2xl font-semibold">{t('heading')}</h1>
          <ScreenedOut text={t(view.state)} screenOut={view.screenOut} />
          {view.mayHaveBegun && <BegunBefore token={token} parameters={parameters} />}
        </>
      );
  }
}
