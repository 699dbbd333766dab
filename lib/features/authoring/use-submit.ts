'use client';
import { useCallback, useRef, useState } from 'react';
import { useTranslations } from 'next-intl';
import { useFailureText } from '@/lib/ui/i18n/use-failure-text';
import { toast } from '@/lib/ui/primitives/toast';
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
        const baseVersion = saver?.version() ?? 0;
        const result = await submitQuestionAction(
          { project, pairId, baseVersion, content, idempotencyKey: key },
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

/** crypto.randomUUID exists on https and localhost only; a laboratory's server may be plain http. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
