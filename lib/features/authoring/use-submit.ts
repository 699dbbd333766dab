'use client';
import { useCallback, useRef, useState } from 'react';
import { useTranslations } from 'next-intl';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';
import { randomUuid } from '@/lib/ui/random-uuid';
import { useSession } from '@/lib/ui/session/use-session';
import { submitQuestionAction } from './actions';
import type { DraftControl } from './use-draft';

export type SubmitState = 'idle' | 'sending' | 'retrying' | 'signed-out';

/** Waits between tries; after the last one the person decides. */
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Submits once: every try carries the same key until an answer comes, so that an answer lost on the
 * way makes no second question. Where the session has ended it waits until the person has signed in.
 */
export function useSubmit(options: {
  project: string;
  pairId: string;
  draft: DraftControl;
  /** What the lint still finds worth a look. */
  warnings: number;
  onDone: () => void;
}): { state: SubmitState; run: () => Promise<void> } {
  const { project, pairId, draft, warnings, onDone } = options;
  const t = useTranslations('bench');
  const failureText = useFailureText();
  const { as, ended } = useSession();
  const [state, setState] = useState<SubmitState>('idle');
  const attempt = useRef<{ key: string; text: string } | null>(null);
  const running = useRef(false);

  const run = useCallback(async () => {
    if (running.current) return;
    running.current = true;
    const saver = draft.saver();
    const content = draft.content;
    const text = JSON.stringify(content);
    // Another text is another submit.
    if (attempt.current?.text !== text) attempt.current = { key: randomUuid(), text };
    const { key } = attempt.current;
    setState('sending');
    try {
      for (let tries = 0; ;) {
        await saver?.flush();
        const base = saver?.base() ?? { baseVersion: 0, questionId: null };
        const result = await submitQuestionAction(
          { project, pairId, ...base, content, idempotencyKey: key },
          as,
        ).catch(() => null);
        if (result?.ok) {
          saver?.finish();
          toast({ title: t('submitted', { warnings }), tone: 'ok' });
          onDone();
          return;
        }
        if (result?.error.code === 'unauthenticated') {
          setState('signed-out');
          await ended();
          setState('sending');
          continue;
        }
        if (result) {
          toast({ title: failureText(result.error), tone: 'danger' });
          saver?.retry();
          return;
        }
        const wait = RETRY_MS[tries++];
        if (wait === undefined) {
          toast({ title: t('submitUnreachable'), tone: 'danger' });
          return;
        }
        setState('retrying');
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    } finally {
      running.current = false;
      setState('idle');
    }
  }, [as, draft, ended, failureText, onDone, pairId, project, t, warnings]);
  return { state, run };
}
