'use client';

import { useTranslations } from 'next-intl';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { Field } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import type { Invited } from '../invite-person';
import { LinkReachNotice } from './link-reach-notice';

interface InviteLinkProps {
  invited: Invited;
  onCopied: () => void;
  onDone: () => void;
}

/** The link, to copy. It cannot be shown again: only its hash is stored. */
export function InviteLink({ invited, onCopied, onDone }: InviteLinkProps) {
  const t = useTranslations('people');
  const link = new URL(invited.path, window.location.origin).href;
  return (
    <div className="grid gap-4">
      {invited.mail === 'sent' ? <Callout tone="ok">{t('mailSent')}</Callout> : null}
      {invited.mail === 'failed' ? <Callout tone="warning">{t('mailFailed')}</Callout> : null}
      <Field id="invite-link" label={t('link')}>
        <span className="flex items-center gap-2">
          <Input
            id="invite-link"
            readOnly
            value={link}
            onFocus={(event) => event.target.select()}
            onCopy={onCopied}
          />
          <CopyButton text={link} onCopied={onCopied} />
        </span>
      </Field>
      <LinkReachNotice />
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          {t('done')}
        </Button>
      </div>
    </div>
  );
}
