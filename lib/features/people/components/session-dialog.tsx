'use client';

import { useTranslations } from 'next-intl';
import { usePathname } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { signInByPassword, type SignInProblem } from '@/lib/server/session-client';
import { Button } from '@/lib/ui/primitives/button';
import { Callout } from '@/lib/ui/primitives/callout';
import { Dialog } from '@/lib/ui/primitives/dialog';
import { Field } from '@/lib/ui/primitives/field';
import { Input } from '@/lib/ui/primitives/input';
import type { SessionPerson, SessionState } from '@/lib/ui/session/session-watch';
import { reload } from '@/lib/ui/shell/use-return';
import { PasswordInput } from './password-input';
import { SessionLinks } from './session-links';
import { useProblemText } from './use-problem-text';
import type { WaysBack } from './session-gate';

const PASSWORD = 'session-password';

/** Renews the session of the page's person without leaving the page. */
export function SessionDialog(props: {
  open: boolean;
  state: SessionState;
  person: SessionPerson;
  ways: WaysBack;
  /** Resolves once the page knows it, and what waits is on its way. */
  onSignedIn: () => Promise<void>;
  returnTo: () => Element | null;
  onClose: () => void;
}) {
  const { open, state, person, ways, onSignedIn, returnTo, onClose } = props;
  const t = useTranslations('auth');
  const pathname = usePathname();
  const other = state.kind === 'other' ? state.person : null;
  const words = { name: other?.name ?? '', email: other?.email ?? '', own: person.name };
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
      title={t(other ? 'session.otherTitle' : 'session.title')}
      description={other ? t('session.otherText', words) : t('session.text')}
      size="sm"
      {...(ways.password ? { initialFocus: PASSWORD } : {})}
      returnTo={returnTo}
    >
      <div className="grid gap-4">
        {ways.password ? (
          <PasswordAgain email={person.email} onSignedIn={onSignedIn} />
        ) : (
          <p>{t(`session.${withoutPassword(ways, other)}`, words)}</p>
        )}
        <SessionLinks ways={ways} other={other} next={pathname} onGoOn={reload} />
      </div>
    </Dialog>
  );
}

const withoutPassword = (ways: WaysBack, other: SessionPerson | null) =>
  ways.personalLink ? 'personalLink' : other ? 'signOutFirst' : 'noPassword';

function PasswordAgain(props: { email: string; onSignedIn: () => Promise<void> }) {
  const { email, onSignedIn } = props;
  const t = useTranslations('auth');
  const problemText = useProblemText();
  const [problem, setProblem] = useState<SignInProblem | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    // The page below may hold a form: React's events rise through portals.
    event.preventDefault();
    event.stopPropagation();
    const password = String(new FormData(event.currentTarget).get('password'));
    setBusy(true);
    setProblem(null);
    const failed = await signInByPassword(email, password).catch((): SignInProblem => ({
      key: 'offline',
      minutes: null,
    }));
    if (failed === null) await onSignedIn();
    else setProblem(failed);
    setBusy(false);
    const field = document.getElementById(PASSWORD);
    if (failed === null || !(field instanceof HTMLInputElement)) return;
    field.focus();
    field.select();
  };

  return (
    <form onSubmit={(event) => void submit(event)} className="grid gap-4" method="post">
      <div role="alert">
        {problem ? <Callout tone="danger">{problemText(problem)}</Callout> : null}
      </div>
      <Field id="session-email" label={t('email')}>
        <Input
          id="session-email"
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          readOnly
        />
      </Field>
      <PasswordInput
        id={PASSWORD}
        name="password"
        label={t('password')}
        autoComplete="current-password"
      />
      <Button
        type="submit"
        variant="primary"
        loading={busy}
        loadingLabel={t('signingIn')}
        disabled={busy}
      >
        {t('signIn')}
      </Button>
    </form>
  );
}
