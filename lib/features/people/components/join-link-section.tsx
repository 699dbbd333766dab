import { useTranslations } from 'next-intl';
import { DateTime } from '@/lib/ui/primitives/time';
import { Section } from '@/lib/ui/primitives/section';
import { Status } from '@/lib/ui/primitives/status';
import type { JoinLinkView } from '../join-link';
import { ForgetParticipants } from './forget-participants';
import { JoinLinkDialog } from './join-link-dialog';
import { SwitchJoinLinkOff } from './switch-join-link-off';

interface JoinLinkSectionProps {
  project: string;
  studyId: string;
  /** False once the study is closed: nobody joins, and participant ids may be deleted. */
  open: boolean;
  link: JoinLinkView;
}

/** The open way into a study: on or off, for whom and until when. Its address is shown once. */
export function JoinLinkSection({ project, studyId, open, link }: JoinLinkSectionProps) {
  const t = useTranslations('studies.joinLink');
  if (!open && link.participants === 0) return null;
  const on = open && link.state === 'on' && !link.expired && !link.full;
  const ids = { project, studyId };
  return (
    <Section
      title={t('title')}
      description={t(open ? 'text' : 'closedText')}
      action={
        open ? (
          <div className="flex flex-wrap gap-2">
            {link.state === 'on' && <SwitchJoinLinkOff {...ids} />}
            <JoinLinkDialog {...ids} link={link} />
          </div>
        ) : (
          <ForgetParticipants {...ids} count={link.participants} />
        )
      }
    >
      {open && (
        <div className="grid gap-1 num">
          <p>
            <Status tone={on ? 'ok' : 'neutral'}>
              {t(
                on ? 'on' : link.state === 'on' ? (link.expired ? 'expired' : 'full') : link.state,
              )}
            </Status>
          </p>
          {link.state !== 'none' && (
            <p>
              {link.maxRaters === null
                ? t('joined', { count: link.joined })
                : t('joinedOf', { count: link.joined, most: link.maxRaters })}
            </p>
          )}
          {on && link.expiresAt !== null && (
            <p>
              {t('until')} <DateTime iso={link.expiresAt} />
            </p>
          )}
          {on && link.participantsOnly && <p>{t('participantsOnly')}</p>}
          {on && link.completionCode === null && (
            <p className="measure text-ink-2">{t('ownCodes')}</p>
          )}
        </div>
      )}
    </Section>
  );
}
