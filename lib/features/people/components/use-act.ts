'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';

type Outcome = { ok: true } | { ok: false; error: FailureLike };

/** Runs an action, says how it went, and reads the page anew. */
export function useAct(): [
  pending: boolean,
  act: (run: () => Promise<Outcome>, done: string, undo?: () => Promise<Outcome>) => void,
] {
  const router = useRouter();
  const failureText = useFailureText();
  const [pending, startTransition] = useTransition();

  const tell = (result: Outcome, done: string, undo?: () => Promise<void>) => {
    if (result.ok) toast({ title: done, tone: 'ok', ...(undo ? { undo } : {}) });
    else toast({ title: failureText(result.error), tone: 'danger' });
    // Also after a refusal: what was shown may be stale.
    router.refresh();
  };

  return [
    pending,
    (run, done, undo) =>
      startTransition(async () => {
        const back = undo ? async () => tell(await undo(), done) : undefined;
        tell(await run(), done, back);
      }),
  ];
}
