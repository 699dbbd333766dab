'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState, type FormEvent } from 'react';
import { requestMailLink, signInByPassword, type SignInProblem } from '@/lib/server/session-client';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Field } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { PasswordInput } from './password-input';
import { useHydrated } from './use-hydrated';
import { useProblemText } from './use-problem-text';

interface SignInFormProps {
  /** A path of this site. */
  next: string;
  /** Left in the address by a provider that sent the person back. */
  problem: SignInProblem | null;
  mailLinks: boolean;
}

export function SignInForm({ next, problem: initial, mailLinks }: SignInFormProps) {
  const t = useTranslations('auth');
  const problemText = useProblemText();
  const hydrated = useHydrated();
  const form = useRef<HTMLFormElement>(null);
  const [problem, setProblem] = useState(initial);
  const [busy, setBusy] = useState<'password' | 'mail' | null>(null);

  const attempt = async (kind: 'password' | 'mail', run: () => Promise<SignInProblem | null>) => {
    setBusy(kind);
    setProblem(null);
    const failed = await run().catch((): SignInProblem => ({ key: 'offline', minutes: null }));
    // A full load, so that nothing of the signed-out application stays in memory.
    if (failed === null) return window.location.assign(kind === 'mail' ? '/sign-in/sent' : next);
    setProblem(failed);
    setBusy(null);
  };

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    void attempt('password', () =>
      signInByPassword(String(data.get('email')), String(data.get('password'))),
    );
  };

  const sendLink = () => {
    const email = form.current?.elements.namedItem('email');
    if (!(email instanceof HTMLInputElement) || !email.reportValidity()) return;
    void attempt('mail', () => requestMailLink(email.value, next));
  };

  return (
    <form ref={form} onSubmit={submit} className="grid gap-4" method="post">
      <div role="alert">
        {problem ? <Callout tone="danger">{problemText(problem)}</Callout> : null}
      </div>
      <Field id="email" label={t('email')}>
        <Input id="email" name="email" type="email" autoComplete="username" required autoFocus />
      </Field>
      <PasswordInput
        id="password"
        name="password"
        label={t('password')}
        autoComplete="current-password"
      />
      <Button
        type="submit"
        variant="primary"
        size="lg"
        loading={busy === 'password'}
        loadingLabel={t('signingIn')}
        disabled={busy !== null || !hydrated}
      >
        {t('signIn')}
      </Button>
      {mailLinks ? (
        <Button loading={busy === 'mail'} disabled={busy !== null} onClick={sendLink}>
          {t('mailLink')}
        </Button>
      ) : null}
    </form>
  );
}
