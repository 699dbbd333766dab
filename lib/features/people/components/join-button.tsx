'use client';

import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { acceptInvitationAction } from '../actions';
import { OnlyButton } from './only-button';

/** For a person who is signed in already. */
export function JoinButton({ token }: { token: string }) {
  const t = useTranslations('auth');
  const failureText = useFailureText();
  const { as } = useSession();
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const join = () =>
    startTransition(async () => {
      const result = await answered(acceptInvitationAction({ token }, as));
      if (result.ok) window.location.assign('/');
      else setProblem(failureText(result.error));
    });

  return (
    <div className="grid gap-4">
      <OnlyButton problem={problem} busy={pending} onClick={join}>
        {t('join')}
      </OnlyButton>
    </div>
  );
}
