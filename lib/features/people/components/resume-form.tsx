'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { OnlyButton } from './only-button';
import { post } from './post-json';

/** A click, so that no mail program that only looks at links opens a session. */
export function ResumeForm({ token }: { token: string }) {
  const t = useTranslations('rating.join');
  const failureText = useFailureText();
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
    <OnlyButton problem={problem} busy={busy} onClick={() => void resume()}>
      {t('resume')}
    </OnlyButton>
  );
}
