'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { post } from './post-json';
import { useHydrated } from './use-hydrated';

/** A click, so that no mail program that only looks at links opens a session. */
export function ResumeForm({ token }: { token: string }) {
  const t = useTranslations('rating.join');
  const failureText = useFailureText();
  const hydrated = useHydrated();
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function resume(): Promise<void> {
    setBusy(true);
    const answer = await post<{ studyRaterId: string }>('/api/join/resume', { token });
    if (answer.ok) return window.location.assign(`/rate/${answer.data.studyRaterId}`);
    setBusy(false);
    setProblem(failureText(answer.error as FailureLike));
  }

  return (
    <>
      <div role="alert">{problem === null ? null : <Callout tone="danger">{problem}</Callout>}</div>
      <Button
        variant="primary"
        size="lg"
        loading={busy}
        disabled={!hydrated}
        onClick={() => void resume()}
      >
        {t('resume')}
      </Button>
    </>
  );
}
