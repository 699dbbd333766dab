'use client';
import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import type { ActionResult } from '@/lib/server/define-action';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';

/** State of a dialog that takes a decision back: it stays open, with the text, until that succeeded. */
export function useDecideAgain() {
  const t = useTranslations('review');
  const failureText = useFailureText();
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  return {
    open,
    setOpen: (next: boolean): void => {
      setOpen(next);
      // After a refusal or a lost answer the pair may stand elsewhere than the page says. Not at
      // once: reading the page from a server that is not reached would leave it, with the text.
      if (!next && problem !== null) router.refresh();
      setProblem(null);
    },
    problem,
    pending,
    run: (call: () => Promise<ActionResult<unknown>>, done: string): void =>
      startTransition(async () => {
        try {
          const result = await call();
          if (!result.ok) return setProblem(failureText(result.error));
          toast({ title: done, tone: 'ok' });
          setOpen(false);
          setProblem(null);
          router.refresh();
        } catch {
          setProblem(t('again.unreachable'));
        }
      }),
  };
}
