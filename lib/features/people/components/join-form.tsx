'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { Checkbox } from '@/lib/ui/primitives/checkbox';
import type { Joined } from '../join-study';
import { JoinedNow } from './joined-now';
import { OnlyButton } from './only-button';
import { post } from './post-json';
import { ScreenedOut } from './screened-out';

interface JoinFormProps {
  token: string;
  /** Of the address, as the recruiting platform wrote them. */
  parameters: Record<string, string>;
}

type Told =
  | Omit<Extract<Joined, { outcome: 'joined' }>, 'session'>
  | Extract<Joined, { outcome: 'screened-out' }>;

/** The page says these better than a sentence under a button, and knows them by now. */
const OF_THE_PAGE = ['joinUnknown', 'joinOff', 'joinExpired', 'joinClosed'];

/** Consent, then the personal link, then the study. */
export function JoinForm({ token, parameters }: JoinFormProps) {
  const t = useTranslations('rating.join');
  const consent = useTranslations('rating.consent');
  const failureText = useFailureText();
  const router = useRouter();
  const [agreed, setAgreed] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  const [busy, setBusy] = useState(false);

  async function join(): Promise<void> {
    if (!agreed) return setProblem(consent('needed'));
    setBusy(true);
    setProblem(null);
    const answer = await post<Told>('/api/join', { token, consent: true, parameters });
    setBusy(false);
    if (answer.ok) return enter(answer.data);
    if (OF_THE_PAGE.includes(answer.error.key ?? '')) router.refresh();
    setProblem(failureText(answer.error as FailureLike));
  }

  function enter(now: Told): void {
    // Whoever was in already has the link.
    if (now.outcome === 'joined' && now.resumeToken === null) {
      return window.location.assign(`/rate/${now.studyRaterId}`);
    }
    setTold(now);
  }

  if (told?.outcome === 'screened-out') {
    const full = told.reason === 'joinFull' || told.reason === 'studyFull';
    return <ScreenedOut text={t(full ? 'full' : 'nothing')} screenOut={told.screenOut} />;
  }
  if (told) return <JoinedNow told={told} />;
  return (
    <>
      <Checkbox
        id="consent"
        name="consent"
        label={consent('agree')}
        checked={agreed}
        onChange={(event) => {
          setAgreed(event.target.checked);
          setProblem(null);
        }}
      />
      <OnlyButton problem={problem} busy={busy} onClick={() => void join()}>
        {t('join')}
      </OnlyButton>
    </>
  );
}
