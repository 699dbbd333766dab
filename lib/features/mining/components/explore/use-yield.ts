'use client';

import { useEffect, useRef, useState } from 'react';
import type { Thresholds, Yield } from '@/lib/domain/mining/explore';
import { Latest } from './latest';

export type YieldState = { kind: 'known'; value: Yield } | { kind: 'failed' };

/** A longer silence is a failure: a stalled answer must not hold up the next question for ever. */
const LONGEST_MS = 15_000;

/** What a run with these thresholds would find; the last answer stays until the next one is there. */
export function useYield(address: string, at: Thresholds, first: Yield): YieldState {
  const [state, setState] = useState<YieldState>({ kind: 'known', value: first });
  const latest = useRef<Latest<string, Yield>>(null);
  useEffect(() => {
    const asking = new Latest<string, Yield>(
      async (query) => {
        const response = await fetch(`${address}?${query}`, {
          signal: AbortSignal.timeout(LONGEST_MS),
        });
        if (!response.ok) throw new Error(String(response.status));
        return (await response.json()) as Yield;
      },
      (_, value) => setState({ kind: 'known', value }),
      () => setState({ kind: 'failed' }),
    );
    latest.current = asking;
    return () => asking.stop();
  }, [address]);
  const query = new URLSearchParams({
    s: String(at.minSemantic),
    v: String(at.maxVisual),
  }).toString();
  const asked = useRef(query);
  useEffect(() => {
    if (asked.current === query) return;
    asked.current = query;
    latest.current?.want(query);
  }, [query]);
  return state;
}
