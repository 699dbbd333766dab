'use client';

import { useTranslations } from 'next-intl';
import { useRef, useState, useTransition, type FormEvent } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { toast } from '@/lib/ui/primitives/toast';
import { answered } from '@/lib/ui/session/answered';
import { useSession } from '@/lib/ui/session/use-session';
import { changePasswordAction } from '../actions';
import { PASSWORD_MIN } from '../password-rules';
import { PasswordInput } from './password-input';

type Failed = FailureLike & { fields?: Record<string, string> | undefined };

/** Changing it signs the person out everywhere else. */
export function PasswordForm({ hasPassword }: { hasPassword: boolean }) {
  const t = useTranslations('auth');
  const failureText = useFailureText();
  const { as } = useSession();
  const form = useRef<HTMLFormElement>(null);
  const [failure, setFailure] = useState<Failed | null>(null);
  const [pending, startTransition] = useTransition();

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    startTransition(async () => {
      const result = await answered(
        changePasswordAction(
          {
            current: String(data.get('current') ?? ''),
            next: String(data.get('next')),
          },
          as,
        ),
      );
      setFailure(result.ok ? null : result.error);
      if (!result.ok) return;
      form.current?.reset();
      toast({ title: t('passwordChanged'), tone: 'ok' });
    });
  };

  const of = (field: string) =>
    failure?.fields?.[field] === undefined ? undefined : failureText(failure);
  const named = of('current') ?? of('next');

  return (
    <form ref={form} onSubmit={submit} className="grid max-w-md gap-4">
      <div role="alert">
        {failure && !named ? <Callout tone="danger">{failureText(failure)}</Callout> : null}
      </div>
      {hasPassword ? (
        <PasswordInput
          id="current"
          name="current"
          label={t('currentPassword')}
          autoComplete="current-password"
          error={of('current')}
        />
      ) : null}
      <PasswordInput
        id="next"
        name="next"
        label={t('newPassword')}
        autoComplete="new-password"
        hint={t('passwordHint', { min: PASSWORD_MIN })}
        error={of('next')}
      />
      <div>
        <Button type="submit" variant="primary" loading={pending}>
          {t('changePassword')}
        </Button>
      </div>
    </form>
  );
}
