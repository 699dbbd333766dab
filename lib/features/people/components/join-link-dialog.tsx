'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { mturkLink } from '@/lib/domain/participant';
import { Button } from '@/lib/ui/primitives/button';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import type { JoinLinkView } from '../join-link';
import { JoinLinkForm } from './join-link-form';
import { LinkReachNotice } from './link-reach-notice';

interface JoinLinkDialogProps {
  project: string;
  studyId: string;
  link: JoinLinkView;
}

/** As Prolific fills them in: {{%…%}} stays as it is written. */
const PROLIFIC =
  '?PROLIFIC_PID={{%PROLIFIC_PID%}}&STUDY_ID={{%STUDY_ID%}}&SESSION_ID={{%SESSION_ID%}}';

/** Asks for the limits, then shows the address once. */
export function JoinLinkDialog({ project, studyId, link }: JoinLinkDialogProps) {
  const t = useTranslations('studies.joinLink');
  const people = useTranslations('people');
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [token, setToken] = useState<string | null>(null);
  const [copied, setCopied] = useState(false);

  const change = (next: boolean) => {
    setOpen(next);
    setCopied(false);
    if (next) setToken(null);
    else router.refresh();
  };

  return (
    <Dialog
      open={open}
      onOpenChange={change}
      trigger={<Button>{t(link.state === 'on' ? 'change' : 'switchOn')}</Button>}
      held={token === null || copied ? undefined : people('linkHeld')}
      title={t(token === null ? 'dialogTitle' : 'ready')}
      description={t(token === null ? 'dialogText' : 'once')}
    >
      {token === null ? (
        <JoinLinkForm
          project={project}
          studyId={studyId}
          link={link}
          onDone={(made) => {
            if (made === null) change(false);
            else setToken(made);
          }}
        />
      ) : (
        <div className="grid gap-4">
          <LinkReachNotice />
          <Copied
            id="join-link"
            label={t('address')}
            text={addressOf(token)}
            onCopied={() => setCopied(true)}
          />
          <Copied
            id="join-prolific"
            label={t('forProlific')}
            hint={t('forProlificHint')}
            text={addressOf(token) + PROLIFIC}
            onCopied={() => setCopied(true)}
          />
          <Copied
            id="join-mturk"
            label={t('forMturk')}
            hint={t('forMturkHint')}
            text={mturkLink(addressOf(token), t('mturkOpen'))}
            onCopied={() => setCopied(true)}
          />
          <div className="flex justify-end">
            <Button variant="primary" onClick={() => change(false)}>
              {t('done')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

const addressOf = (token: string): string => `${window.location.origin}/join/${token}`;

interface CopiedProps {
  id: string;
  label: string;
  hint?: string;
  text: string;
  onCopied: () => void;
}

/** To be taken elsewhere as it is. */
function Copied({ id, label, hint, text, onCopied }: CopiedProps) {
  return (
    <Field id={id} label={label} hint={hint}>
      <span className="flex items-center gap-2">
        <Input
          id={id}
          readOnly
          value={text}
          onFocus={(event) => event.target.select()}
          onCopy={onCopied}
          {...fieldAria({ id, hint, error: undefined })}
        />
        <CopyButton text={text} onCopied={onCopied} />
      </span>
    </Field>
  );
}
