'use client';
import { useEffect, useState } from 'react';
import type { Lens } from '@/lib/domain/lens/lens';
import { useFailureText, type FailureLike } from '@/lib/ui/i18n/use-failure-text';

/** Between two looks: a job takes about a second; a worker that does not run may take minutes to come. */
const WORKING_MS = 500;
const NO_WORKER_MS = 4_000;
/** A longer silence is a failure. */
const LONGEST_MS = 20_000;

export interface LensState {
  lens: Lens | null;
  /** What went wrong on the way, in words; null otherwise, and `''` where nothing answered. */
  failure: string | null;
  retry: () => void;
}

/** Asks for the lens of a pair while it is looked through, and has it computed where it is not yet. */
export function useLens(address: string | null, active: boolean): LensState {
  const failureText = useFailureText();
  const [known, setKnown] = useState<{ address: string; lens: Lens } | null>(null);
  const [failed, setFailed] = useState<{ address: string; error: FailureLike | null } | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (address === null || !active) return;
    const stop = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let asked = attempt > 0;
    const ask = async (method: 'GET' | 'POST'): Promise<void> => {
      const signal = AbortSignal.any([stop.signal, AbortSignal.timeout(LONGEST_MS)]);
      const response = await fetch(address, { method, cache: 'no-store', signal });
      const body = (await response.json()) as Lens | { error: FailureLike };
      if (stop.signal.aborted) return;
      if (!('progress' in body)) {
        setFailed({ address, error: body.error });
        return;
      }
      const lens = body;
      if (lens.progress === 'absent' && !asked) {
        asked = true;
        await ask('POST');
        return;
      }
      setKnown({ address, lens });
      setFailed(null);
      const wait =
        lens.progress === 'working'
          ? WORKING_MS
          : lens.progress === 'no-worker'
            ? NO_WORKER_MS
            : null;
      if (wait !== null) timer = setTimeout(() => begin('GET'), wait);
    };
    const begin = (method: 'GET' | 'POST'): void => {
      ask(method).catch(() => {
        if (!stop.signal.aborted) setFailed({ address, error: null });
      });
    };
    begin(attempt > 0 ? 'POST' : 'GET');
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [address, active, attempt]);
  const failure = failed?.address === address ? failed : null;
  return {
    lens: known?.address === address ? known.lens : null,
    failure: failure && (failure.error ? failureText(failure.error) : ''),
    retry: () => {
      setFailed(null);
      setAttempt(attempt + 1);
    },
  };
}
