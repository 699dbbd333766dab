'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { JoinedNow } from './joined-now';
import { post } from './post-json';
import { useHydrated } from './use-hydrated';

interface BegunBeforeProps {
  token: string;
  parameters: Record<string, string>;
}

/** Whoever came in while the study took people, and lost that browser before the first answer, still has the place. */
export function BegunBefore({ token, parameters }: BegunBeforeProps) {
  const t = useTranslations('rating.join');
  const failureText = useFailureText();
  const hydrated = useHydrated();
  const [problem, setProblem] = useState<string | null>(null);
  const [told, setTold] = useState<{ studyRaterId: string; resumeToken: string | null } | null>(
    null,
  );
  const [busy, setBusy] = useState(false);

  async function goOn(): Promise<void> {
    setBusy(true);
    setProblem(null);
    const body = { token, consent: true, begun: true, parameters };
    const answer = await post<{ studyRaterId: string; resumeToken: string | null }>(
      '/api/join',
      body,
    );
    setBusy(false);
    if (!answer.ok) return setProblem(failureText(answer.error as FailureLike));
    // Signed in again in another tab meanwhile: the link is known there.
    if (answer.data.resumeToken === null) {
      return window.location.assign(`/rate/${answer.data.studyRaterId}`);
    }
    setTold(answer.data);
  }

  if (told) return <JoinedNow told={told} />;
  return (
    <div className="grid justify-items-start gap-3">
      <p>{t('begunBefore')}</p>
      <div role="alert">{problem !== null && <Callout tone="danger">{problem}</Callout>}</div>
      <Button loading={busy} disabled={!hydrated} onClick={() => void goOn()}>
        {t('goOn')}
      </Button>
    </div>
  );
}
