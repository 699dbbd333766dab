'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { CopyButton } from '@/lib/ui/primitives/copy-button';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { newResumeLinkAction } from '../actions';

/** The way back on another device, to copy. It cannot be shown again: only its hash is stored. */
export function PersonalLink({ token }: { token: string }) {
  const t = useTranslations('rating.join');
  const link = new URL(`/join/resume/${token}`, window.location.origin).href;
  return (
    <Field id="personal-link" label={t('personal')} hint={t('personalHint')}>
      <span className="flex items-center gap-2">
        <Input
          id="personal-link"
          readOnly
          value={link}
          onFocus={(event) => event.target.select()}
          {...fieldAria({ id: 'personal-link', hint: t('personalHint'), error: undefined })}
        />
        <CopyButton text={link} />
      </span>
    </Field>
  );
}

/** For a rater without a name who wants the link again; the one before leads nowhere then. */
export function NewPersonalLink({ studyRaterId }: { studyRaterId: string }) {
  const t = useTranslations('rating.join');
  const failureText = useFailureText();
  const { as } = useSession();
  const [token, setToken] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const make = () =>
    startTransition(async () => {
      const result = await answered(newResumeLinkAction({ studyRaterId }, as));
      if (result.ok) setToken(result.data.token);
      else toast({ title: failureText(result.error), tone: 'danger' });
    });

  if (token !== null) return <PersonalLink token={token} />;
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-ink-2">{t('renewHint')}</p>
      <Button loading={pending} onClick={make}>
        {t('renew')}
      </Button>
    </div>
  );
}
