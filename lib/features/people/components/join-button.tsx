'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { acceptInvitationAction } from '../actions';

/** For a person who is signed in already. */
export function JoinButton({ token }: { token: string }) {
  const t = useTranslations('auth');
  const failureText = useFailureText();
  const [failure, setFailure] = useState<FailureLike | null>(null);
  const [pending, startTransition] = useTransition();

  const join = () =>
    startTransition(async () => {
      const result = await acceptInvitationAction({ token });
      if (result.ok) window.location.assign('/');
      else setFailure(result.error);
    });

  return (
    <div className="grid gap-4">
      <div role="alert">
        {failure ? <Callout tone="danger">{failureText(failure)}</Callout> : null}
      </div>
      <Button variant="primary" size="lg" loading={pending} onClick={join}>
        {t('join')}
      </Button>
    </div>
  );
}
