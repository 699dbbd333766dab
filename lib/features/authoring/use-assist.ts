'use client';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';
import { useSession } from '@/lib/ui/session/use-session';
import type { Proposals } from './assist/ask-proposals';

export type AssistState =
  | { kind: 'closed' }
  | { kind: 'asking' }
  | ({ kind: 'shown' } & Proposals)
  | { kind: 'failed'; text: string };

/** One request at a time; leaving the pair or cancelling hangs up, and the server then stops asking. */
export function useAssist(options: { project: string; pairId: string; unreachable: string }): {
  state: AssistState;
  ask: () => Promise<void>;
  close: () => void;
} {
  const { project, pairId, unreachable } = options;
  const failureText = useFailureText();
  const { headers } = useSession();
  const [state, setState] = useState<AssistState>({ kind: 'closed' });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const close = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setState({ kind: 'closed' });
  }, []);

  const ask = useCallback(async () => {
    if (running.current) return;
    const control = new AbortController();
    running.current = control;
    setState({ kind: 'asking' });
    const next = await fetchProposals(project, pairId, headers, control.signal)
      .then((result): AssistState =>
        'error' in result
          ? { kind: 'failed', text: failureText(result.error) }
          : { kind: 'shown', ...result },
      )
      .catch((): AssistState => ({ kind: 'failed', text: unreachable }));
    if (control.signal.aborted) return;
    running.current = null;
    setState(next);
  }, [failureText, headers, pairId, project, unreachable]);
  return { state, ask, close };
}

async function fetchProposals(
  project: string,
  pairId: string,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Proposals | { error: FailureLike }> {
  const response = await fetch(`/api/p/${encodeURIComponent(project)}/bench/assist`, {
    method: 'POST',
    signal,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ pairId }),
  });
  return (await response.json()) as Proposals | { error: FailureLike };
}
