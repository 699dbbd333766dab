'use client';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';

type Answer = { ok: true } | { ok: false; error: FailureLike };

/** Runs an action, says what went wrong, and reads the page again. */
export function useAct(): [boolean, (action: () => Promise<Answer>, done?: string) => void] {
  const router = useRouter();
  const failureText = useFailureText();
  const [pending, start] = useTransition();
  const act = (action: () => Promise<Answer>, done?: string): void =>
    start(async () => {
      const result = await action();
      if (!result.ok) toast({ title: failureText(result.error), tone: 'danger' });
      else if (done !== undefined) toast({ title: done, tone: 'ok' });
      router.refresh();
    });
  return [pending, act];
}
