'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { useFailureText, type FailureLike } from '../i18n/use-failure-text';
import { toast } from '../primitives/toast';
import { answered } from './answered';
import { useSession, type Session } from './use-session';

type Outcome = { ok: true } | { ok: false; error: FailureLike };
/** Calls one action for the person whose page it is. */
export type Run = (as: Session['as']) => Promise<Outcome>;

/** Runs an action, says how it went (where it went well, with `done`), and reads the page anew. */
export function useAct(): [pending: boolean, act: (run: Run, done?: string, undo?: Run) => void] {
  const router = useRouter();
  const failureText = useFailureText();
  const { as } = useSession();
  const [pending, startTransition] = useTransition();

  const tell = (result: Outcome, done?: string, undo?: () => Promise<void>) => {
    if (!result.ok) toast({ title: failureText(result.error), tone: 'danger' });
    else if (done !== undefined) toast({ title: done, tone: 'ok', ...(undo ? { undo } : {}) });
    // Also after a refusal: what was shown may be stale. Not without a server, which would leave the page.
    if (result.ok || result.error.code !== 'unreachable') router.refresh();
  };

  return [
    pending,
    (run, done, undo) =>
      startTransition(async () => {
        const back = undo ? async () => tell(await answered(undo(as)), done) : undefined;
        tell(await answered(run(as)), done, back);
      }),
  ];
}
