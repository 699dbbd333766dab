'use client';

import { useTranslations } from 'next-intl';
import { useState, type FormEvent } from 'react';
import { z } from 'zod';
import { signInByPassword } from '@/lib/server/session-client';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Field, fieldAria } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import { PASSWORD_MIN } from '../password-rules';
import { PasswordInput } from './password-input';
import { useHydrated } from './use-hydrated';

interface NewPersonFormProps {
  token: string;
  /** The only address that may use the invitation, when it names one. */
  email: string | null;
}

const failed = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    key: z.string().optional(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    fields: z.record(z.string(), z.string()).optional(),
  }),
});

type Failed = z.output<typeof failed>['error'];
const OFFLINE: Failed = { code: 'unavailable', message: '', key: 'offline' };

async function accept(body: Record<string, string>): Promise<Failed | null> {
  const response = await fetch('/api/invitations/accept', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return null;
  return failed.parse(await response.json()).error;
}

/** Name and password of an invited person; makes the account, joins and signs in. */
export function NewPersonForm({ token, email }: NewPersonFormProps) {
  const t = useTranslations('auth');
  const failureText = useFailureText();
  const hydrated = useHydrated();
  const [failure, setFailure] = useState<Failed | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const text = (name: string) => String(data.get(name) ?? '');
    const address = email ?? text('email');
    const password = text('password');
    setBusy(true);
    setFailure(null);
    const problem = await accept({ token, email: address, name: text('name'), password }).catch(
      () => OFFLINE,
    );
    if (problem === null) {
      await signInByPassword(address, password);
      return window.location.assign('/');
    }
    setFailure(problem);
    setBusy(false);
  };

  const of = (field: string) =>
    failure?.fields?.[field] === undefined ? undefined : failureText(failure as FailureLike);
  const passwordError = of('password');
  const emailError = of('email');

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4" method="post">
      <div role="alert">
        {failure ? <Callout tone="danger">{failureText(failure as FailureLike)}</Callout> : null}
      </div>
      <Field id="name" label={t('name')} hint={t('nameHint')}>
        <Input
          id="name"
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          {...fieldAria({ id: 'name', hint: t('nameHint'), error: undefined })}
        />
      </Field>
      <Field id="email" label={t('email')} error={emailError}>
        <Input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          required
          readOnly={email !== null}
          defaultValue={email ?? ''}
          {...fieldAria({ id: 'email', hint: undefined, error: emailError })}
        />
      </Field>
      <PasswordInput
        id="password"
        name="password"
        label={t('newPassword')}
        autoComplete="new-password"
        hint={t('passwordHint', { min: PASSWORD_MIN })}
        error={passwordError}
      />
      <Button type="submit" variant="primary" size="lg" loading={busy} disabled={!hydrated}>
        {t('createAccount')}
      </Button>
    </form>
  );
}
